"""What voters do with their phones, for locust: open the page, give the code, look through the ballot, check it, cast it; one code after another.

Told by the environment: CODES (a file: code, electorate and mark of each ballot), COUNTED (where to write what became of it all).
"""

import json
import os
import re
from collections import Counter
from pathlib import Path

from locust import FastHttpUser, constant, events, task
from locust.exception import StopUser

ballots: list[list[str]] = json.loads(Path(os.environ["CODES"]).read_text())
counted: Counter[str] = Counter()
SHOWN = 200
FIELD = re.compile(r'<input type="radio" name="([a-z-]+)" value="([a-z]+)"')


class Voter(FastHttpUser):
    """Somebody with a phone and a slip; then the next."""

    wait_time = constant(0)

    @task
    def vote(self) -> None:
        """One ballot from the code to the thanks. Every fiftieth tries again with the code it used."""
        if not ballots:
            raise StopUser
        code, place = ballots.pop()
        self.client.get("/ballot/", name="page")
        shown = self.client.post("/ballot/", {"code": code}, name="code")
        if shown.status_code != SHOWN:  # as anybody would: later, once more from the start
            counted[f"no ballot {shown.status_code}"] += 1
            ballots.insert(0, [code, place])
            return
        grades: dict[str, list[str]] = {}
        for name, value in FIELD.findall(shown.text or ""):
            grades.setdefault(name, []).append(value)
        form = {name: values[int(place)] for name, values in grades.items()} | {"code": code, "remark": ""}
        self.client.post("/ballot/check/", form, name="check")
        self._cast(form)
        if len(ballots) % 50 == 0:
            with self.client.post(
                "/ballot/cast/", form, name="again", allow_redirects=False, catch_response=True
            ) as again:
                counted["cast again" if again.status_code == 302 else "refused"] += 1
                again.success()

    def _cast(self, form: dict[str, str]) -> None:
        with self.client.post(
            "/ballot/cast/", form, name="cast", allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code == 302:
                counted["cast"] += 1
                answer.success()
            else:
                counted[f"not cast {answer.status_code}"] += 1
                answer.failure(str(answer.status_code))


@events.quitting.add_listener
def write(environment, **_more) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN003
    """What became of it all."""
    stats = environment.stats
    seconds = {
        name: [
            stats.get(name, "POST").get_response_time_percentile(share) / 1000 for share in (0.5, 0.95, 0.99)
        ]
        for name in ("code", "check", "cast")
    }
    told = {
        "counted": counted,
        "seconds": seconds,
        "errors": stats.total.num_failures,
        "asked": stats.total.num_requests,
    }
    Path(os.environ["COUNTED"]).write_text(json.dumps(told))
