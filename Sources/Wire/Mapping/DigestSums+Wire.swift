internal import Foundation
internal import Merge
internal import Sync

extension DigestSums {
    init(wire types: [Bridgework_V1_PlaceSums]) throws(WireError) {
        self.init()
        for (type, place) in zip(types, try DigestSums.places(byType: types)) {
            guard type.sums.count == 16 * place.count else { throw .malformed(.sums) }
            for (index, place) in place.enumerated() {
                let sum = type.sums.dropFirst(16 * index).prefix(16)
                add(try SetDigest(wire: sum, .sums), at: place)
            }
        }
    }

    var wire: [Bridgework_V1_PlaceSums] {
        let places = sums.keys.sorted()
        var types = DigestSums.wire(of: places)
        for index in types.indices {
            for bucket in types[index].buckets {
                let place = DigestPlace(type: types[index].type, bucket: bucket)
                types[index].sums.append((sums[place] ?? .empty).wire)
            }
        }
        return types
    }

    /// Places without their sums.
    static func places(
        wire types: [Bridgework_V1_PlaceSums]
    ) throws(WireError) -> [DigestPlace] {
        try places(byType: types).flatMap(\.self)
    }

    private static func places(
        byType types: [Bridgework_V1_PlaceSums]
    ) throws(WireError) -> [[DigestPlace]] {
        try WireField.places.count(types.count, max: MergeLimits.namesMax)
        var places: [[DigestPlace]] = []
        var count = 0
        var last: String?
        for type in types {
            guard NameTable.isName(type.type), last.map({ $0 < type.type }) ?? true else {
                throw .malformed(.type)
            }
            last = type.type
            let buckets = [UInt8](type.buckets)
            guard !buckets.isEmpty else { throw .missing(.buckets) }
            guard zip(buckets, buckets.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw .malformed(.buckets)
            }
            count += buckets.count
            try WireField.places.count(count, max: SyncLimits.placesMax)
            places.append(buckets.map { DigestPlace(type: type.type, bucket: $0) })
        }
        return places
    }

    /// - Parameter places: in order.
    static func wire(of places: [DigestPlace]) -> [Bridgework_V1_PlaceSums] {
        var types: [Bridgework_V1_PlaceSums] = []
        for place in places {
            if types.last?.type != place.type {
                types.append(Bridgework_V1_PlaceSums())
                types[types.count - 1].type = place.type
            }
            types[types.count - 1].buckets.append(place.bucket)
        }
        return types
    }
}
