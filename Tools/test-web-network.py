#!/usr/bin/python3
"""The desk on the network, for Tools/test-web: PORT CA_FILE STORE PASSPHRASE [SCREENSHOT_FOLDER].

One browser clicks; a plain client over TLS plays whoever wants in.
"""
import csv
import http.client
import io
import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import traceback

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

port, authority, store, passphrase, *rest = sys.argv[1:]
pictures = rest[0] if rest else None
base = f"https://desk.lan:{port}"
tests = []
context = ssl.create_default_context(cafile=authority)


def test(function):
    tests.append(function)
    return function


def run(*words):
    program = os.environ["BRIDGEWORK_BIN"] + "/bridgework"
    return subprocess.run([program, *words, "--store", store], capture_output=True, text=True)


def start():
    options = webdriver.ChromeOptions()
    for word in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                 "--window-size=1360,1000", "--disable-dev-shm-usage",
                 "--host-resolver-rules=MAP desk.lan 127.0.0.1"]:
        options.add_argument(word)
    # Whether the certificate holds is asked below, of openssl.
    options.set_capability("acceptInsecureCerts", True)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    chrome.set_page_load_timeout(60)
    return chrome


browser = start()


def go(path):
    browser.get(base + path)


def one(selector):
    return WebDriverWait(browser, 20).until(lambda b: b.find_element(By.CSS_SELECTOR, selector))


def text():
    return one("main").text


def press(element):
    old = browser.find_element(By.TAG_NAME, "html")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    element.click()
    WebDriverWait(browser, 60).until(lambda b: is_gone(old))


def is_gone(element):
    try:
        element.tag_name
        return False
    except Exception:
        return True


def click(words):
    found = [e for e in browser.find_elements(By.CSS_SELECTOR, "a, button")
             if e.text.strip() == words]
    assert found, f"nothing to click that says {words!r}"
    press(found[0])


def shot(name):
    if pictures:
        browser.save_screenshot(f"{pictures}/network-{name}.png")


def sign_in(login="ada", words=None):
    one("#login").send_keys(login)
    one("#passphrase").send_keys(passphrase if words is None else words)
    click("Sign in")


def ask(method, path, headers=None, body=None, host=None):
    """What the door answers over TLS with the authority's root alone."""
    line = http.client.HTTPSConnection("127.0.0.1", int(port), timeout=60, context=context)
    line.request(method, path, body=body, headers={"Host": host or f"127.0.0.1:{port}"} | (headers or {}))
    answer = line.getresponse()
    return answer.status, dict((k.lower(), v) for k, v in answer.getheaders()), answer.read().decode()


def form(fields):
    return "&".join(f"{name}={value.replace(' ', '%20')}" for name, value in fields.items())


def posted(path, fields, cookie=None, origin=f"https://127.0.0.1:{port}"):
    headers = {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
    return ask("POST", path, headers | ({"Cookie": cookie} if cookie else {}), form(fields))


def entered(login="ada", words=None):
    """The cookie of a session that a plain client opened."""
    status, headers, _ = posted(
        "/sign-in", {"login": login, "passphrase": passphrase if words is None else words})
    assert status == 303, status
    return headers["set-cookie"].split(";")[0]


@test
def whoever_is_not_known_sees_nothing_and_a_wrong_passphrase_changes_that_not():
    go("/doctors")
    assert "Who are you?" in text() and "NPI" not in text()
    shot("sign-in")
    sign_in(words="not the passphrase")
    assert "not a login and its passphrase" in text()
    shot("wrong")
    sign_in()
    assert one("h1").text == "Doctors" and "in the name of ada" in one(".who").text


@test
def what_is_done_is_done_by_the_person():
    go("/health")
    click("Sync now")
    assert "Level with the hub" in text(), text()[:300]
    shot("synced")


@test
def a_file_is_looked_at_and_then_taken_in():
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/new fees.csv"
        with open(path, "w") as file:
            file.write("Code,Fee\nX0042,61.50\n")
        go("/")
        click("Take a file in")
        one("input[type=file]").send_keys(path)
        Select(one("#import-kind")).select_by_value("fees")
        Select(one("#import-schedule")).select_by_value("SF99")
        one("#import-map").send_keys("code=Code,amount=Fee")
        one("#import-reason").send_keys("new fees")
        click("See what would happen")
        assert "X0042" in text() and "new_fees.csv" in text(), text()[:500]
        shot("import")
        click("Take it in")
    assert "taken in" in text(), text()[:300]
    assert "X0042" in run("fees", "diff", "SF99").stdout


@test
def a_summary_prints_as_the_command_prints_it():
    listed = run("list", "patient", "--limit", "1", "--format", "csv").stdout
    patient = next(csv.DictReader(io.StringIO(listed)))["id"]
    go("/patients/" + patient)
    click("Print a summary")
    shown = one("pre.paper").get_attribute("textContent").strip()
    printed = run("summary", "print", patient).stdout.strip()
    different = [(a, b) for a, b in zip(shown.split("\n"), printed.split("\n")) if a != b]
    # The two were made in different minutes.
    assert len(different) <= 1 and len(shown) > 200, different
    shot("print")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    seen = [e.text for e in browser.find_elements(By.CSS_SELECTOR, ".top, .actions, .foot, .lone")
            if e.is_displayed()] + [e.text for e in browser.find_elements(By.TAG_NAME, "h1")
                                    if e.is_displayed()]
    shot("on-paper")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert seen == [], seen


@test
def a_locked_session_goes_on_with_the_passphrase():
    go("/fees")
    click("Lock")
    go("/fees")
    assert "Locked" in text() and "ada" in text() and "SF01" not in text()
    shot("locked")
    one("#passphrase").send_keys("not the passphrase")
    click("Unlock")
    assert "not a login" in text()
    one("#passphrase").send_keys(passphrase)
    click("Unlock")
    assert one("h1").text == "Fees"


@test
def nothing_was_forbidden_by_the_pages_own_policy():
    said = [e["message"] for e in browser.get_log("browser")
            if "Content Security Policy" in e["message"] or "Refused to" in e["message"]]
    assert not said, said


# Whoever wants in -----------------------------------------------------------------------------------


@test
def the_authority_vouches_for_its_names_and_nothing_older_than_tls_1_2():
    assert ask("GET", "/")[0] == 401
    for name in ["desk.lan", "127.0.0.1"]:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=20) as line:
            context.wrap_socket(line, server_hostname=name).close()
    with socket.create_connection(("127.0.0.1", int(port)), timeout=20) as line:
        try:
            context.wrap_socket(line, server_hostname="other.lan")
            raise AssertionError("another name was vouched for")
        except ssl.SSLCertVerificationError:
            pass
    # No certificate of the group is shown, and no system's root vouches for this one.
    with socket.create_connection(("127.0.0.1", int(port)), timeout=20) as line:
        try:
            ssl.create_default_context().wrap_socket(line, server_hostname="desk.lan")
            raise AssertionError("a public authority vouches")
        except ssl.SSLCertVerificationError:
            pass
    old = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-tls1_1",
         "-cipher", "ALL:@SECLEVEL=0"], input="", capture_output=True, text=True)
    assert "Cipher is (NONE)" in old.stdout + old.stderr, old.stdout[-300:]
    with socket.create_connection(("127.0.0.1", int(port)), timeout=20) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: desk.lan\r\n\r\n")
        assert b"HTTP" not in line.recv(200), "it answers without TLS"


@test
def another_host_a_link_and_another_site_get_nothing():
    cookie = entered()
    assert ask("GET", "/", {"Cookie": cookie})[0] == 200
    for host in ["evil.example", f"evil.example:{port}", "desk.lan", f"localhost:{port}",
                 f"desk.lan:{port}.evil.example", f"evil.example@desk.lan:{port}"]:
        assert ask("GET", "/", {"Cookie": cookie}, host=host)[0] == 421, host
    for path in ["/enter/" + "0" * 64, "/enter/", "/enter"]:
        assert ask("GET", path)[0] == 401, path
    for origin in ["https://evil.example", "null", f"http://127.0.0.1:{port}", base]:
        status, _, _ = posted("/leave", {"formKey": "x"}, cookie, origin)
        assert status == 403, origin
    assert ask("GET", "/", {"Cookie": cookie, "Sec-Fetch-Site": "cross-site"})[0] == 403
    assert ask("GET", "/", {"Cookie": cookie})[0] == 200


@test
def a_session_is_worth_nothing_beside_its_own_key_and_after_its_end():
    mine, other = entered(), entered()
    key = re.search(r'name="formKey" value="([0-9a-f]+)"', ask("GET", "/", {"Cookie": other})[2])[1]
    assert posted("/leave", {"formKey": key}, mine)[0] == 403
    assert posted("/leave", {"formKey": key}, other)[0] == 303
    assert ask("GET", "/", {"Cookie": other})[0] == 401
    assert ask("GET", "/", {"Cookie": mine})[0] == 200
    # The name of a cookie at another port opens nothing either.
    value = mine.split("=", 1)[1]
    assert ask("GET", "/", {"Cookie": f"bridgework-{port}={value}"})[0] == 401


@test
def a_large_body_is_read_from_nobody_who_is_not_known():
    big = b"x" * (1 << 20)
    head = {"Origin": f"https://127.0.0.1:{port}", "Content-Type": "multipart/form-data; boundary=b"}
    try:
        assert ask("POST", "/imports", head, big)[0] == 413
    except (ConnectionError, ssl.SSLError):
        pass  # The line was closed while it was being sent.
    assert ask("GET", "/")[0] == 401


@test
def one_address_does_not_take_all_lines():
    lines = []
    try:
        for _ in range(80):
            line = socket.create_connection(("127.0.0.1", int(port)), timeout=5)
            lines.append(line)
        open_lines = 0
        for line in lines:
            line.settimeout(0.2)
            try:
                open_lines += line.recv(1) != b""
            except TimeoutError:
                open_lines += 1
            except OSError:
                pass
        assert open_lines <= 40, open_lines
    finally:
        for line in lines:
            line.close()


@test
def who_tries_passphrases_waits():
    statuses = [posted("/sign-in", {"login": "bob", "passphrase": f"try {n}"})[0]
                for n in range(30)]
    assert statuses[:5] == [401] * 5 and statuses[6:] == [429] * 24, statuses
    # His colleague at the same machine does not wait for that.
    assert ask("GET", "/", {"Cookie": entered()})[0] == 200


@test
def who_is_shut_out_is_out_with_the_next_click():
    cookie = entered()
    # A person has few sessions, and the plain client's were the later ones.
    go("/health")
    if browser.find_elements(By.CSS_SELECTOR, "#login"):
        sign_in()
    assert one("h1").text == "Health"
    assert run("user", "disable", "ada").returncode == 0
    assert ask("GET", "/pulse", {"Cookie": cookie})[0] == 401
    go("/doctors")
    assert "counts no more" in text() and "NPI" not in text()
    sign_in()
    assert "not a login and its passphrase" in text()


failed = 0
for function in tests:
    name = function.__name__.replace("_", " ")
    try:
        function()
        print(f"passed: {name}", flush=True)
    except Exception as error:
        failed += 1
        print(f"FAILED: {name}: {error}", flush=True)
        traceback.print_exc(limit=3)
        shot("failed-" + function.__name__)
browser.quit()
print(f"on the network: {len(tests) - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
