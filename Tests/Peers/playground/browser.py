"""A headless Chromium with what the playground's test needs of it: looking, pressing, typing, axe-core, pictures."""

import importlib.util
import os
import pathlib
import shutil

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 30


def axe_source():
    """axe-core, out of the package that brings it."""
    folder = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent
    return next(folder.rglob("axe.min.js")).read_text()


class Browser:
    def __init__(self, pictures):
        self.pictures = pathlib.Path(pictures)
        self.pictures.mkdir(parents=True, exist_ok=True)
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for flag in ["--headless=new", "--no-first-run", "--disable-background-networking", "--disable-gpu",
                     "--disable-dev-shm-usage", "--hide-scrollbars"]:
            options.add_argument(flag)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
        self.driver = webdriver.Chrome(options=options, service=service)
        self.axe = axe_source()

    def close(self):
        self.driver.quit()

    def size(self, width, height, mobile=False):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 2 if mobile else 1, "mobile": mobile})

    def prefer(self, **wishes):
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in wishes.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        """What the element says, the parts for screen readers included."""
        return self.driver.execute_script(
            "return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def until(self, what, condition):
        """Waits until something is so. What was looked at may be shown anew in that very moment: then it looks again."""
        wait = WebDriverWait(
            self.driver, PATIENCE, poll_frequency=0.05, ignored_exceptions=[StaleElementReferenceException])
        wait.until(lambda _: condition(), f"waited for: {what}")

    def focused(self):
        return self.driver.switch_to.active_element

    def press(self, *keys):
        self.focused().send_keys(*keys)

    def tab_to(self, selector, limit=80):
        """Goes on with the Tab key alone until the element has the focus, and sees a ring around every stop."""
        for _ in range(limit):
            self.press(Keys.TAB)
            at = self.focused()
            style = self.driver.execute_script(
                "const s = getComputedStyle(arguments[0]); return s.outlineStyle + ' ' + s.outlineWidth", at)
            assert not style.startswith("none") and not style.endswith(" 0px"), \
                f"no ring around {at.get_attribute('outerHTML')[:90]}: {style}"
            if self.driver.execute_script("return arguments[0].matches(arguments[1])", at, selector):
                return at
        raise AssertionError(f"the Tab key does not come to {selector}")

    def picture(self, name):
        self.driver.save_screenshot(str(self.pictures / f"{name}.png"))

    def faults(self, where, least=15):
        """What axe-core finds on the page as it is. Fewer rules than `least` that hold would mean that it saw no page."""
        # The strict policy forbids a script of ours in the page; the driver runs it beside.
        self.driver.execute_script(self.axe + "\n;window.axe = window.axe || axe;")
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(done, (e) => done({error: String(e)}))")
        assert "error" not in found, found
        assert len(found["passes"]) > least, "axe-core has hardly looked at anything"
        return [
            f"{where}: {rule['id']}: {rule['help']}: {node['html'][:120]} {node.get('failureSummary', '')}"
            for rule in found["violations"] for node in rule["nodes"]]

    def complaints(self):
        """What the browser wrote into its console: errors of scripts, and what its policy forbade."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
