"""What a burst of citizens does, for locust: opens the form, writes for some seconds, sends it, now and then with a picture, and sends it again until it is taken.

Told by the environment: PICTURE (a file), COUNTED (where to write what became of it all).
"""

import json
import os
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from locust import HttpUser, between, events, task

DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
CLEAR = ("此刻提交的人太多", "没有看到查询码的，就还没有收到", "附件没有存下来")
PICTURE = Path(os.environ["PICTURE"]).read_bytes()
ONE_IN = 3  # with a picture
AGAIN_AFTER = 1.0  # seconds

counted: Counter[str] = Counter()
codes: list[str] = []


class Citizen(HttpUser):
    """Somebody with a phone."""

    wait_time = between(0.2, 1.0)

    @task
    def report(self) -> None:
        """One report, from the form to the receipt."""
        page = self._opened()
        time.sleep(3.2)
        first, second = re.findall("(.)加(.)等于几", page)[0]
        form = {
            "form": re.findall(r'name="form" value="([^"]+)"', page)[0],
            "answer": str(DIGITS[first] + DIGITS[second]),
            "facts": "镇长把修渠的工程给了自己的表弟，没有开会。" * 5,
        }
        counted["forms"] += 1
        files: Any = (
            {"attachments": ("a.png", PICTURE, "image/png")} if counted["forms"] % ONE_IN == 0 else None
        )
        while not self._sent(form, files):
            time.sleep(AGAIN_AFTER)

    def _opened(self) -> str:
        while True:
            with self.client.get("/report/new/", name="form", catch_response=True) as answer:
                if answer.status_code == 200:
                    answer.success()
                    return str(answer.text)
                self._told(answer)
            time.sleep(AGAIN_AFTER)

    def _sent(self, form: dict[str, str], files: Any) -> bool:
        with self.client.post(
            "/report/new/", form, files=files, name="report", catch_response=True
        ) as answer:
            found = re.search(r'id="code"[^>]*>([\d ]+)<', answer.text or "")
            if answer.status_code == 200 and found:
                codes.append(found[1].replace(" ", ""))
                counted["accepted"] += 1
                answer.success()
                return True
            self._told(answer)
            return False

    def _told(self, answer: Any) -> None:
        """Whether who is not served is told so in words; nobody answers while a process is started again."""
        if answer.status_code == 0:
            counted["unanswered"] += 1
        elif any(words in (answer.text or "") for words in CLEAR):
            counted["told to come again"] += 1
        else:
            counted[f"unclear {answer.status_code}"] += 1
        answer.success()


@events.quitting.add_listener
def write(environment: Any, **_more: Any) -> None:
    """What became of it all."""
    sent = environment.stats.get("report", "POST")
    told = {
        "counted": counted,
        "codes": codes,
        "seconds": [sent.get_response_time_percentile(share) / 1000 for share in (0.5, 0.95, 0.99)],
    }
    Path(os.environ["COUNTED"]).write_text(json.dumps(told))
