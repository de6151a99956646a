/// A listing whose output is frozen: what is typed, the format, and a digest of what it prints.
struct FrozenListing: CustomStringConvertible {
    let digest: String
    /// Whose desk: `centre` or `office`.
    let place: String
    let format: String
    let command: String

    var description: String { "\(place) \(format) \(command)" }

    var words: [String] { command.split(separator: " ").map(String.init) }

    private init(_ line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
        (digest, place, format, command) = (parts[0], parts[1], parts[2], parts[3])
    }

    /// FNV-1a, 64 bits: enough to see a change by mistake.
    static func digest(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    static let all = """
        843d22e740e35307 centre csv today
        53dd77418c45e758 centre json today
        df015ea2bf0f667d centre csv list
        702a5367f3420bc4 centre json list
        bcddb63908de8e79 centre csv list patient
        790003c3aede774b centre json list patient
        22e37e20840bb196 centre csv list patient --fields
        b4eaed976bd1cbf8 centre json list patient --fields
        ade7486ac37e12a9 centre csv list patient --where lifecycle=active --limit 3
        dcd1cd1a2138b85d centre json list patient --where lifecycle=active --limit 3
        f54b9a2bc8fe76b0 centre csv list practitioner
        517ed03d7bbbdba2 centre json list practitioner
        f31556422e834200 centre csv list office
        07ead1b4fbb755f4 centre json list office
        91859079d9915ac2 centre csv list payor
        d9624a30eb7d3f0a centre json list payor
        df14e30487abb7e0 centre csv list payor_contract
        6d1c461c2466fd7a centre json list payor_contract
        ff257b2699a3ae28 centre csv list enrollment
        e09a00d0cc744026 centre json list enrollment
        8afcb345c21914b1 centre csv list coverage
        70d7d7a424c2a0ec centre json list coverage
        30af9ffcd7fa0ba9 centre csv list fee_schedule
        d1e3f14ac257d53b centre json list fee_schedule
        99c806e58a9b20ad centre csv list insurance_plan
        3322013ad14d264e centre json list insurance_plan
        47d1efb9ae0e6e5f centre csv list location_assignment
        a71841cf38ddaccd centre json list location_assignment
        a8f243c7f98220fc centre csv list schedule_block
        08979adc98395688 centre json list schedule_block
        1ca7f6d63a64f3b3 centre csv appointment list --from 2027-01-01
        1941be798b682b8f centre json appointment list --from 2027-01-01 --all
        70de8b00b0b6453d centre csv appointment list --office S01 --through 2027-01-20
        66fa7fa24754e371 centre csv list user
        653f1c77bba28dc1 centre json list user
        ade7486ac37e12a9 centre csv patient find a
        dcd1cd1a2138b85d centre json patient find a
        f54b9a2bc8fe76b0 centre csv doctor find 2
        517ed03d7bbbdba2 centre json doctor find 2
        91859079d9915ac2 centre csv payor find SP
        d9624a30eb7d3f0a centre json payor find SP
        5b0c513d3bb16bd0 centre csv doctor matrix
        b778d2d51535b18d centre json doctor matrix
        bc84d5b8a3157f14 centre csv doctor matrix --office S01 --contract SC01
        86991fc14905a34b centre json doctor matrix --office S01 --contract SC01
        f8e530c73c13fda0 centre csv doctor expirables
        ca77149f270a5c3c centre json doctor expirables
        e86f570919e60f6b centre csv doctor expirables --within 3000 --doctor 2000000010
        1a116bea9c8d8944 centre json doctor expirables --within 3000 --doctor 2000000010
        71ba2c329dc476c6 centre csv doctor gaps
        794ef69242c20a2b centre json doctor gaps
        24c6dc524d29e79e centre csv doctor gaps --from 2027-02-01 --to 2027-02-20 --office S01
        0b43e95433c2c5a4 centre json doctor gaps --from 2027-02-01 --to 2027-02-20 --office S01
        46a5b2c727fa7ab8 centre csv report
        32466f32008ff864 centre json report
        5b0c513d3bb16bd0 centre csv report r1
        b778d2d51535b18d centre json report r1
        f8e530c73c13fda0 centre csv report r2
        ca77149f270a5c3c centre json report r2
        532d83c3260d13c8 centre csv report r3
        038e668763dde606 centre json report r3
        71ba2c329dc476c6 centre csv report r4
        794ef69242c20a2b centre json report r4
        73c94cf266f8b33a centre csv report r5
        b92fbf8791d2344e centre json report r5
        d79b4ac8d301aa61 centre csv report r5b
        396a16c1564b84be centre json report r5b
        7f4cef1ae6046499 centre csv report r6
        20e576c21794079f centre json report r6
        be7024060c4e0290 centre csv report r7
        0b055571fac8051f centre json report r7
        ab34d245ffd14624 centre csv report r16
        911f62941edf8bde centre json report r16
        6567d076f43141d9 centre csv report r18
        6e570e15f909c5e9 centre json report r18
        633a0de56d73b08e centre csv contract list
        0625353296b5212e centre json contract list
        07bc027f9e829ae5 centre csv contract show SC01
        4fa76d4b935b6480 centre json contract show SC01
        e8297d6b9e0cd03b centre csv contract patients SC01
        e7262912e1237abc centre json contract patients SC01
        296625e7a5fb92ea centre csv contact list
        dcd1cd1a2138b85d centre json contact list
        8faf4a41dfa8be38 centre csv fees list
        db79be9f5aa6fc0c centre json fees list
        e92e677ebfc0d745 centre csv fees show SUCR
        ebfc6c11b8883f4d centre json fees show SUCR
        e949fb053381043b centre csv fees lookup D0120 --on 2027-01-10 --schedule SUCR
        1853c7ecfb2458bd centre json fees lookup D0120 --on 2027-01-10 --schedule SUCR
        d410ced22faf7c4f centre csv fees diff SUCR --number 1
        c55eed914d5f3b00 centre json fees diff SUCR --number 1
        cc26bcb95ec2d714 centre csv fees rollout
        852538c8eee0e00b centre json fees rollout
        cc26bcb95ec2d714 centre csv fees rollout --late
        852538c8eee0e00b centre json fees rollout --late
        8b8650935e99ad86 centre csv fees estimates
        dcd1cd1a2138b85d centre json fees estimates
        4f8ea88f6781f428 centre csv codes list
        dcd1cd1a2138b85d centre json codes list
        aea5b6f74c74162f centre csv codes check
        dcd1cd1a2138b85d centre json codes check
        0df5508ca6835c55 centre csv coverage list
        898123e687a30ce7 centre json coverage list
        5b42528455ec14b1 centre csv plan rule list SP01-1
        410d7899dc670742 centre json plan rule list SP01-1
        d9d69671ebaa86ce centre csv conflicts list
        dff8b4b7a4a075ba centre json conflicts list
        d9d69671ebaa86ce centre csv conflicts list --limit 1
        dff8b4b7a4a075ba centre json conflicts list --limit 1
        fa01de937a01a702 centre csv conflicts settled
        dcd1cd1a2138b85d centre json conflicts settled
        c869e981f0ff1c70 centre csv proposals list
        dcd1cd1a2138b85d centre json proposals list
        c869e981f0ff1c70 centre csv custody list
        dcd1cd1a2138b85d centre json custody list
        c869e981f0ff1c70 centre csv quarantine list
        dcd1cd1a2138b85d centre json quarantine list
        0c788fbd930b9582 centre csv departed
        dcd1cd1a2138b85d centre json departed
        4e5d5698b59fbf7a centre csv case list
        31c2d015a0453633 centre json case list
        7186445893d5c46c centre csv notice list
        dcd1cd1a2138b85d centre json notice list
        f40918326ebe71ee centre csv document list
        a1d5fac65e006ae2 centre json document list
        339dcf974df3b00a centre csv task list
        dcd1cd1a2138b85d centre json task list
        4e2ad6b5e702d366 centre csv doctor runs list
        dcd1cd1a2138b85d centre json doctor runs list
        99c02da5dac8f537 centre csv user list
        9e8b5077bdf6a0eb centre json user list
        57f8691886c25d01 centre csv user review
        1e49b1f0ec21f850 centre json user review
        c2ba1fb85e72fb18 centre csv network explain --doctor 2000000010 --office S01 --payor SP01
        50b25929435ab078 centre json network explain --doctor 2000000010 --office S01 --payor SP01
        8075181f34c79d28 centre csv show payor SP01
        0c50af7b2670b073 centre json show payor SP01
        c6340876b280dc93 centre csv explain payor SP01
        32e8309ef0945b05 centre json explain payor SP01
        aa8cbfe0a8b2f803 centre csv history
        1099983f3bdac424 centre json history
        e1fdfaf37c8aa070 centre csv audit
        e5909cb0e8989f32 centre json audit
        1eaf0adc8ab0fc9b centre csv digest
        b2fe7ebd82b098b1 centre json digest
        9632a05f2bbd320d centre csv events
        dcd1cd1a2138b85d centre json events
        28d30d7c9447c732 office csv today
        2404ab90feb200e6 office json today
        4381aacb93522646 office csv doctor matrix
        74ae626db20c3ddd office json doctor matrix
        90643dd61fdd5220 office csv doctor expirables
        316effc48e4ffb9d office json doctor expirables
        3faef2bda7943087 office csv doctor gaps
        4640b8ea3f78acf3 office json doctor gaps
        4381aacb93522646 office csv report r1
        74ae626db20c3ddd office json report r1
        90643dd61fdd5220 office csv report r2
        316effc48e4ffb9d office json report r2
        64ebbd5bad4d004e office csv report r3
        1f53e4b7cabae732 office json report r3
        3faef2bda7943087 office csv report r4
        4640b8ea3f78acf3 office json report r4
        3673a7f60dcf4d26 office csv report r5
        4c2f546cc0e517b3 office json report r5
        d3e5073065461e9f office csv report r5b
        1f12f2e7660c0d03 office json report r5b
        2742216635858e7e office csv report r6
        7f0a5dceb2a3a82d office json report r6
        e1ebd20880640a1e office csv report r7
        fabcf40edbc2c854 office json report r7
        dfa02a027a537637 office csv report r18
        b87972118c02d952 office json report r18
        80e5b8d22487dfa6 office csv contract list
        7029bbc30f900b63 office json contract list
        1e6fee382316b7af office csv contract show SC01
        e4b257ca76084a54 office json contract show SC01
        9a683242150f87be office csv fees rollout
        c4d1487cae4a1e3d office json fees rollout
        7f98382eb89568ce office csv verification list
        b51e93f3ccc1a383 office json verification list
        c0caac4ff91bbec0 office csv report r10 --within 7
        f0e013ace204218b office json report r10 --within 7
        324ef9816239d9c7 office csv report r11
        3d3c7f5d5292096e office json report r11
        47f7b201bcf50110 office csv report r13 --within 400
        67a1db5b29c5b6f2 office json report r13 --within 400
        bcddb63908de8e79 office csv list patient
        790003c3aede774b office json list patient
        4e5d5698b59fbf7a office csv case list
        31c2d015a0453633 office json case list
        566666c7eb49d971 office csv network explain --doctor 2000000010 --office S01 --payor SP01
        2cf79f2d31cbeb84 office json network explain --doctor 2000000010 --office S01 --payor SP01
        """.split(separator: "\n").map { FrozenListing($0) }
}
