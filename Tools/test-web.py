#!/usr/bin/python3
"""The browser's part of Tools/test-web: LINK_FILE PORT [SCREENSHOT_FOLDER]."""
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import traceback

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

link_file, port, *rest = sys.argv[1:]
pictures = rest[0] if rest else None
base = f"http://127.0.0.1:{port}"
tests = []

# What axe looks at, in a page of its own script: names of inputs, heads of tables, contrast.
LABELS = """
return [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label'))
  .map(e => e.outerHTML)
  .concat([...document.querySelectorAll('a, button')]
    .filter(e => !e.textContent.trim() && !e.getAttribute('aria-label')).map(e => e.outerHTML))
  .concat([...document.querySelectorAll('th')].filter(e => !e.scope).map(e => e.outerHTML))
  .concat([...document.querySelectorAll('img')].filter(e => !e.hasAttribute('alt'))
    .map(e => e.outerHTML))
  .concat(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1'])
  .concat((() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
    return ids.filter((id, n) => ids.indexOf(id) !== n).map(id => 'id twice: ' + id); })());
"""
CONTRAST = """
const parse = (text) => { const n = text.match(/[0-9.]+/g).map(Number);
  return { r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1 }; };
const over = (top, low) => ({ r: top.r * top.a + low.r * (1 - top.a),
  g: top.g * top.a + low.g * (1 - top.a), b: top.b * top.a + low.b * (1 - top.a), a: 1 });
const light = (c) => [c.r, c.g, c.b].map(v => v / 255)
  .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
const ground = (e) => { const layers = [];
  for (let n = e; n; n = n.parentElement) layers.push(parse(getComputedStyle(n).backgroundColor));
  return layers.reverse().reduce((low, top) => over(top, low), { r: 255, g: 255, b: 255, a: 1 }); };
const bad = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node && bad.length < 5; node = walker.nextNode()) {
  const e = node.parentElement;
  if (!node.textContent.trim() || !e.checkVisibility() || e.closest('.unseen, svg, script')) continue;
  const style = getComputedStyle(e), under = ground(e);
  const ink = light(over(parse(style.color), under)), paper = light(under);
  const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  const size = parseFloat(style.fontSize), isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  if (ratio < (isLarge ? 3 : 4.5)) bad.push(ratio.toFixed(2) + ' ' + e.outerHTML.slice(0, 120));
}
return bad;
"""


def test(function):
    tests.append(function)
    return function


def options(dark=False):
    chosen = webdriver.ChromeOptions()
    for word in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                 "--window-size=1360,1000", "--disable-dev-shm-usage"]:
        chosen.add_argument(word)
    if dark:
        chosen.add_argument("--force-dark-mode")
        chosen.add_argument("--blink-settings=preferredColorScheme=0")
    chosen.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return chosen


browser = webdriver.Chrome(options=options(), service=Service("/usr/bin/chromedriver"))
browser.set_page_load_timeout(60)


def link():
    return open(link_file).read().split()[-1]


def go(path):
    browser.get(base + path)


def one(selector):
    return WebDriverWait(browser, 20).until(
        lambda b: b.find_element(By.CSS_SELECTOR, selector))


def text():
    return browser.find_element(By.TAG_NAME, "main").text


def click(words):
    found = [e for e in browser.find_elements(By.CSS_SELECTOR, "a, button")
             if e.text.strip() == words]
    assert found, f"nothing to click that says {words!r}"
    press(found[0])


def press(element):
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    old = browser.find_element(By.TAG_NAME, "html")
    element.click()
    WebDriverWait(browser, 30).until(lambda b: is_gone(old))


def is_gone(element):
    try:
        element.tag_name
        return False
    except Exception:
        return True


def fill(name, value, form="form.deed"):
    field = browser.find_element(By.CSS_SELECTOR, f"{form} [name={name!r}]")
    if field.tag_name == "select":
        Select(field).select_by_value(value)
    elif field.get_attribute("type") == "date":
        browser.execute_script("arguments[0].value = arguments[1]", field, value)
    else:
        field.clear()
        field.send_keys(value)


def write(*words):
    """What somebody else does in the desk's store meanwhile; it has the store, and runs it."""
    done = subprocess.run(
        [os.environ["BRIDGEWORK_BIN"] + "/bridgework", *words, "--store", os.environ["DESK_STORE"]],
        capture_output=True, text=True)
    assert done.returncode == 0, done
    return done.stdout.strip()


def appointment():
    """A day on which a patient is expected at S01, and the patient; written as a file is."""
    patient = write("list", "patient", "--limit", "1", "--format", "csv").splitlines()[-1].split(",")[0]
    write("edit", "patient", patient, "externalIds+=S01;pms;4711", "--reason", "their number")
    file = os.environ["DESK_STORE"] + "-appointments.csv"
    with open(file, "w") as out:
        out.write("office_code,appointment_id,date,start,patient_system,patient_number\n"
                  "S01,9,2027-03-01,09:30,pms,4711\n")
    write("import", "appointments", file)
    return "2027-03-01", patient


def ask(method, path, headers=None, body=None, at=port):
    connection = http.client.HTTPConnection("127.0.0.1", int(at), timeout=30)
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, dict((k.lower(), v) for k, v in answer.getheaders()), answer.read()


PAGES = ["/", "/conflicts", "/conflicts/many", "/conflicts/settled", "/matrix", "/doctors",
         "/doctors/2000000010", "/fees", "/fees/SF01",
         "/fees/SF01?lines=1", "/contracts", "/contracts/SC01",
         "/patients", "/coverages", "/appointments", "/lists/cases", "/lists/claims",
         "/lists/tasks", "/waiting", "/reports", "/reports/gaps", "/reports/open",
         "/health", "/records/payor/SP01", "/do/onboard", "/do/move", "/do/decide", "/do/negotiate",
         "/do/fee-publish", "/do/case-step", "/do/notice-step", "/do/terminate"]


@test
def without_the_link_the_desk_is_locked():
    go("/")
    assert "This desk is locked" in text()
    browser.get(link())
    assert "Today" in one("h1").text
    go("/enter/" + "0" * 64)
    assert "was used" in text()


@test
def today_opens_where_the_work_is_done():
    go("/?kind=gap")
    first = one(".work a.about")
    npi = first.get_attribute("href").rsplit("/", 1)[-1]
    press(first)
    assert "NPI " + npi in one(".lead").text and "Gaps" in text()
    go("/?kind=conflict")
    press(one(".work a.about"))
    assert one("table.candidates")


@test
def a_conflict_is_settled_by_keys_and_the_next_one_opens():
    go("/conflicts")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".queue li")) == 3
    one("body").send_keys("j")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    first = one("h1").text
    assert "asked her" in text() and "her card" in text() and "S01" in text()
    one("body").send_keys("2")
    assert one("input[name=take][value='2']").is_selected()
    one("#why").send_keys("asked her again")
    click("Settle, and open the next")
    assert "Settled" in text() and one("h1").text != first and one("table.candidates")


@test
def many_conflicts_are_counted_and_then_settled():
    go("/conflicts/many")
    fill("type", "patient")
    fill("take", "newest")
    fill("reason", "the later visit")
    click("Count what would be settled")
    assert "What would be settled" in text() and "2" in text()
    click("Settle them")
    assert "What was settled" in text()
    go("/conflicts")
    assert "Nothing waits for a decision" in text()


@test
def a_settlement_is_taken_back():
    go("/conflicts/settled")
    one("input[name=reason]").send_keys("the card was old")
    click("Undo")
    assert "stands again" in text() and one("table.candidates")


@test
def the_matrix_looks_from_another_day():
    go("/matrix")
    assert len(browser.find_elements(By.CSS_SELECTOR, "td.seat.in")) > 20
    click("30 days later")
    Select(one("select[name=office]")).select_by_value("S01")
    click("Show")
    offices = {e.text for e in browser.find_elements(By.CSS_SELECTOR, ".heat tbody td:nth-child(2)")}
    assert offices == {"S01"}, offices
    press(one(".heat tbody th a"))
    assert "NPI" in one(".lead").text


@test
def a_doctor_is_onboarded_after_the_dry_run():
    go("/do/onboard?npi=2000000002")
    fill("start", "2027-01-04")
    fill("offices", "S01")
    click("See what would happen")
    assert "SC01" in text() and "nothing was written" in text()
    click("Start the onboarding")
    assert "NPI 2000000002" in text() and "done" in text()


@test
def a_doctor_is_moved_after_the_dry_run():
    go("/doctors/2000000002")
    click("Move")
    for name, value in [("from", "S01"), ("to", "S02"), ("last-day", "2027-02-28"),
                        ("first-day", "2027-03-01")]:
        fill(name, value)
    click("See what would happen")
    assert "nothing was written" in text()
    click("Start the move")
    assert "move" in text() and "NPI 2000000002" in text()


@test
def what_is_refused_stands_beside_the_form():
    go("/do/move?npi=2000000002")
    for name, value in [("from", "S03"), ("to", "S01"), ("last-day", "2027-05-01"),
                        ("first-day", "2027-04-01")]:
        fill(name, value)
    click("Start the move")
    assert one("form.deed [role=alert]").text
    assert one("[name=last-day]").get_attribute("value") == "2027-05-01"


@test
def fees_are_looked_at_approved_and_published():
    go("/fees")
    click("SF01")
    assert "X0001" in text() and "61.00" in text()
    click("Approve it")
    assert one("[name=digest]").get_attribute("value")
    click("Approve it")
    click("Publish it")
    fill("effective", "2027-01-01")
    click("Publish it")
    assert "published" in text()


@test
def contracts_are_listed_by_deadline():
    go("/contracts")
    assert browser.find_elements(By.CSS_SELECTOR, "figure.plot rect")
    click("SC01")
    assert "Talks on its fees" in text() and "Cases" in text()


@test
def a_patient_is_found_without_an_address_that_names_him():
    go("/patients")
    one("input[name=words]").send_keys("Synth")
    click("Find")
    assert "Synth" not in browser.current_url and "?" not in browser.current_url
    press(one("main tbody a"))
    assert "Coverages" in text()
    click("Estimate")
    Select(one("select[name=doctor]")).select_by_value("2000000010")
    Select(one("select[name=office]")).select_by_value("S01")
    fill("services", "X0001")
    # The form's own button, not the link that led here.
    press(one("form.deed button.first"))
    assert "Answer" in text() and "X0001" in text()


@test
def a_coverage_is_verified():
    go("/coverages")
    press(one("main tbody a"))
    click("Record it")
    assert "done" in text()


@test
def an_appointment_opens_its_patient():
    day, patient = appointment()
    go(f"/appointments?day={day}")
    Select(one("select[name=office]")).select_by_value("S01")
    click("Show")
    assert "09:30" in text() and "name" not in browser.current_url.split("?")[1]
    press(one(f"main tbody a[href='/patients/{patient}']"))
    assert "Coverages" in text() and "Appointments" in text() and "09:30" in text()
    press(one(f"main tbody a[href='/appointments?day={day}']"))
    click("The day after")
    assert "Nobody is expected" in text()


@test
def a_proposal_is_accepted():
    go("/waiting")
    press(one("main tbody a"))
    assert "120" in text()
    click("Accept it")
    assert "done" in text() and "Proposals" in text()


@test
def reports_have_rows_and_plots():
    go("/reports")
    click("gaps")
    assert len(browser.find_elements(By.CSS_SELECTOR, "figure.plot rect")) > 2
    assert "as of " in text()


@test
def health_says_how_it_stands():
    go("/health")
    assert "conflicts" in text() and "days of certificate" in text()


@test
def a_page_says_that_something_changed():
    go("/health")
    assert not one("#changed").is_displayed()
    status, _, pulse = ask("GET", "/pulse", {
        "Cookie": f"bridgework-{port}=" + browser.get_cookie(f"bridgework-{port}")["value"]})
    assert status == 200 and pulse.decode() == one("body").get_attribute("data-pulse")
    assert ask("GET", "/pulse")[0] == 401


@test
def every_page_hears_of_a_change_and_one_line_serves_them_all():
    go("/health")
    first = browser.current_window_handle
    # A browser has six lines to a server: were each page to keep one, the seventh would not load.
    for _ in range(8):
        browser.switch_to.new_window("tab")
        go("/reports")
        assert "Lists" in text()
    write("edit", "payor", "SP01", "timelyFilingDays=121")
    for handle in browser.window_handles:
        browser.switch_to.window(handle)
        WebDriverWait(browser, 6, poll_frequency=0.2).until(
            lambda b: b.find_element(By.ID, "changed").is_displayed())
    # Whoever heard for all is closed: another page hears from then on.
    browser.switch_to.window(first)
    go("/health")
    for handle in browser.window_handles:
        if handle != first:
            browser.switch_to.window(handle)
            browser.close()
    browser.switch_to.window(first)
    assert not one("#changed").is_displayed()
    write("edit", "payor", "SP01", "timelyFilingDays=122")
    WebDriverWait(browser, 12, poll_frequency=0.2).until(
        lambda b: b.find_element(By.ID, "changed").is_displayed())


@test
def every_input_has_a_label_every_head_a_scope():
    for page in PAGES:
        go(page)
        found = browser.execute_script(LABELS)
        assert not found, f"{page}: {found}"


@test
def text_has_contrast_by_day_and_by_night():
    for scheme in ["light", "dark"]:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for page in PAGES:
            go(page)
            found = browser.execute_script(CONTRAST)
            assert not found, f"{page} {scheme}: {found}"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@test
def the_keyboard_goes_through_in_the_order_of_the_page():
    for page in ["/do/move", "/conflicts", "/"]:
        go(page)
        places = []
        for _ in range(16):
            browser.switch_to.active_element.send_keys(Keys.TAB)
            places.append(browser.execute_script("""
                const e = document.activeElement, box = e.getBoundingClientRect();
                const all = [...document.querySelectorAll('*')];
                const style = getComputedStyle(e);
                return [all.indexOf(e), style.outlineStyle !== 'none' || e.matches('.skip'),
                  e.outerHTML.slice(0, 80)];"""))
        assert places[0][2].startswith('<a class="skip"'), places[0]
        order = [place[0] for place in places]
        assert order == sorted(order), f"{page}: {places}"
        unseen = [place[2] for place in places if not place[1]]
        assert not unseen, f"{page}: no visible focus: {unseen}"


@test
def nothing_is_wider_than_a_tablet_or_a_telephone():
    for width, height in [(820, 1180), (768, 1024), (375, 812)]:
        # A window has a least width of its own: the page is told that it has less.
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
        for page in PAGES:
            go(page)
            over = browser.execute_script(
                "return document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{page} is {over} px too wide for {width}"
            if pictures and page in ["/", "/conflicts", "/do/move", "/health"]:
                name = page.strip("/").replace("/", "-") or "today"
                browser.save_screenshot(f"{pictures}/{name}-at-{width}.png")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@test
def a_page_reads_without_script():
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    go("/")
    assert browser.find_elements(By.CSS_SELECTOR, ".work li")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@test
def nothing_was_forbidden_by_the_pages_own_policy():
    said = [e["message"] for e in browser.get_log("browser")
            if "Content Security Policy" in e["message"] or "Refused to" in e["message"]]
    assert not said, said


@test
def the_door_answers_to_its_own_name_alone():
    assert ask("GET", "/", {"Host": "evil.example"})[0] == 421
    assert ask("GET", "/", {"Host": f"127.0.0.1:{port}"})[0] == 401


@test
def a_form_from_elsewhere_is_refused():
    cookie = browser.get_cookie(f"bridgework-{port}")
    assert cookie["httpOnly"] and cookie["sameSite"] == "Strict"
    headers = {"Cookie": f"bridgework-{port}=" + cookie["value"],
               "Content-Type": "application/x-www-form-urlencoded"}
    for origin in [None, "http://evil.example"]:
        more = {"Origin": origin} if origin else {}
        assert ask("POST", "/leave", headers | more, "formKey=x")[0] == 403
    own = {"Origin": base}
    assert ask("POST", "/leave", headers | own, "formKey=x")[0] == 403


@test
def what_is_too_large_is_refused():
    own = {"Origin": base, "Content-Type": "application/x-www-form-urlencoded"}
    assert ask("POST", "/leave", own, "a=" + "x" * (64 << 10))[0] == 413
    assert ask("GET", "/", {"X": "y" * (20 << 10)})[0] == 400


@test
def a_form_that_never_arrives_is_given_up():
    with socket.create_connection(("127.0.0.1", int(port)), timeout=30) as line:
        line.sendall(f"POST /leave HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                     "Content-Length: 10\r\n\r\nab".encode())
        began = time.monotonic()
        assert line.recv(64).startswith(b"HTTP/1.1 408"), "no 408"
        assert 8 < time.monotonic() - began < 20


@test
def another_machine_does_not_reach_the_door():
    name = socket.gethostbyname(socket.gethostname())
    if name.startswith("127."):
        return
    try:
        socket.create_connection((name, int(port)), timeout=3).close()
    except OSError:
        return
    raise AssertionError(f"the door is open at {name}")


def resident(process):
    """MiB of the process in memory, and those that are its own."""
    lines = open(f"/proc/{process}/status").read().split("\n")
    sizes = {line.split(":")[0]: line.split()[1] for line in lines if line.endswith(" kB")}
    return int(sizes["VmRSS"]) / 1024, int(sizes["RssAnon"]) / 1024


@test
def the_desk_opens_where_the_agent_has_the_store():
    # BRIDGEWORK_STORE names an office's store.
    program = os.environ["BRIDGEWORK_BIN"] + "/bridgework"
    quiet = {"stderr": subprocess.DEVNULL, "text": True}
    agent = subprocess.Popen([program, "agent"], **quiet)
    try:
        for command in ["today", "conflicts list", "doctor gaps", "doctor matrix", "status"] * 3:
            subprocess.run([program] + command.split(), stdout=subprocess.DEVNULL, **quiet)
        before = resident(agent.pid)
        desk = subprocess.Popen([program, "desk", "--port", "0"], stdout=subprocess.PIPE, **quiet)
        entry = desk.stdout.readline().strip()
        at = entry.split("/")[2].split(":")[1]
        status, headers, _ = ask("GET", "/enter/" + entry.split("/")[-1], at=at)
        assert status == 303
        cookie = {"Cookie": headers["set-cookie"].split(";")[0]}
        for page in ["/", "/conflicts", "/reports/gaps", "/matrix", "/health"] * 3:
            status, _, body = ask("GET", page, cookie, at=at)
            assert status == 200 and b"Office S01" in body, page
        after = resident(agent.pid)
        print("  the desk adds %.1f MiB to the agent, %.1f of them its own"
              % (after[0] - before[0], after[1] - before[1]))
        # A development build is larger than what is installed.
        assert after[0] - before[0] < 30
        desk.send_signal(signal.SIGINT)
        desk.wait(20)
        for _ in range(100):
            try:
                ask("GET", "/", at=at)
                time.sleep(0.1)
            except OSError:
                break
        else:
            raise AssertionError("the door is still open")
        assert agent.poll() is None, "the agent went with the desk"
    finally:
        agent.send_signal(signal.SIGTERM)
        assert agent.wait(30) == 0


@test
def the_hubs_pages_show_every_replica():
    hub = open(os.environ["HUB_LINK_FILE"]).read().split()[-1]
    home = hub.split("/enter/")[0]
    browser.get(hub)
    assert one("h1").text == "Replicas"
    assert len(browser.find_elements(By.CSS_SELECTOR, ".replicas tbody tr")) == 4
    places = [home + "/", home + "/hub", home + "/events",
              one(".replicas th a").get_attribute("href")]
    for place in places:
        browser.get(place)
        assert browser.execute_script(LABELS) == [], place
        assert browser.execute_script(CONTRAST) == [], place
        if pictures:
            browser.save_screenshot(f"{pictures}/hub-{places.index(place)}.png")
    assert "How far behind" in text() and "proven to be the hub's" in text()
    assert not browser.find_elements(By.CSS_SELECTOR, "main form"), "a hub's page changes nothing"


@test
def who_locks_the_desk_finds_another_link():
    go("/")
    click("Lock")
    assert "This desk is locked" in text()
    before = link()
    time.sleep(0.5)
    assert link() == before, "a link for who locked the desk"
    go("/")
    for _ in range(50):
        if link() != before:
            break
        time.sleep(0.1)
    browser.get(link())
    assert "Today" in one("h1").text


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
        if pictures:
            browser.save_screenshot(f"{pictures}/failed-{function.__name__}.png")

if pictures:
    for page in PAGES:
        go(page)
        shown = page.strip("/").replace("/", "-") or "today"
        browser.save_screenshot(f"{pictures}/{shown}.png")
browser.quit()
print(f"{len(tests) - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
