"""Looks at HTML pages as readers do, and fails where one could not read them. Usage: check.py PAGES [PICTURES]

PAGES is a folder of *.html; PICTURES one for screenshots and PDF files. scripts/test-page runs it.
"""

import pathlib
import shutil
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"phone": 360, "tablet": 768, "desk": 1280}
# The rules take their time, and the layout has two forms.
RULED = [("light", "phone"), ("dark", "desk")]
PAPER = ["A4", "Letter"]
passed, failures = 0, []


def check(name, holds, told=""):
    global passed
    if holds:
        passed += 1
    else:
        failures.append(f"{name}: {told}")
        print("FAILED", failures[-1])


def rules(page, name, but=()):
    """axe-core finds nothing to object to."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "rules": {rule: {"enabled": False} for rule in but}}
    found = Axe().run(page, options=options).response
    for violation in found["violations"]:
        nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        check(f"{name} {violation['id']}", False, f"{violation['help']} ({len(violation['nodes'])}): {nodes}")
    check(f"{name} rules", len(found["passes"]) > 20, "axe-core looked at almost nothing")


def width(page, name):
    """Nothing makes the page wider than the window: what is wide scrolls in its own frame."""
    sizes = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    check(f"{name} width", sizes[0] <= sizes[1], f"{sizes[0]} pixels in {sizes[1]}")


def keyboard(page, name):
    """The first key leads past the contents; every stop is marked."""
    page.keyboard.press("Tab")
    box = page.evaluate("(({left, width}) => [left, width])(document.activeElement.getBoundingClientRect())")
    check(f"{name} skip link", page.evaluate("document.activeElement.className") == "skip" and box[0] >= 0, box)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    within = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    check(f"{name} main part", within, "the skip link does not lead into the main part")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    check(f"{name} focus", style != "none", style)


def sources(page, name):
    """From a figure to its source in one click."""
    for reference in page.query_selector_all("main .ref")[:5]:
        target = reference.get_attribute("href")
        reference.click()
        shown = page.evaluate(
            "id => { const box = document.getElementById(id).getBoundingClientRect();"
            " return box.top >= -1 && box.top < innerHeight }", target[1:])
        check(f"{name} {target}", shown, "the source is not in sight")


def look(browser, path, pictures):
    for scheme in ["light", "dark"]:
        for device, pixels in WIDTHS.items():
            name = f"{path.stem} {scheme} {device}"
            context = browser.new_context(viewport={"width": pixels, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            asked, said = [], []
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: said.append(message.text))
            page.on("dialog", lambda dialog: said.append(dialog.message))
            page.goto(path.as_uri())
            keyboard(page, name)
            width(page, name)
            sources(page, name)
            page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
            width(page, f"{name}, opened,")
            if (scheme, device) in RULED:
                rules(page, name)
            check(f"{name} alone", asked == [path.as_uri()], asked)
            check(f"{name} quiet", not said, said)
            page.evaluate("document.querySelectorAll('details').forEach(part => part.open = false); scrollTo(0, 0)")
            if pictures and device != "tablet":
                page.screenshot(path=pictures / f"{path.stem}-{scheme}-{device}.png", full_page=True)
            context.close()


def paper(browser, path, pictures):
    page = browser.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    # Nobody touches paper.
    rules(page, f"{path.stem} print", but=["target-size"])
    for size in PAPER:
        file = (pictures or path.parent) / f"{path.stem}-{size}.pdf"
        page.pdf(path=file, format=size, prefer_css_page_size=False)
        check(f"{path.stem} {size}", file.stat().st_size > 10_000, "an empty file")
    page.close()


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as play:
        # Root may not use the browser's own walls; the pages are ours, and nothing is fetched.
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in sorted(folder.glob("*.html")):
            check(f"{path.stem} size", path.stat().st_size <= 500_000, path.stat().st_size)
            look(browser, path, pictures)
            paper(browser, path, pictures)
        browser.close()
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


main()
