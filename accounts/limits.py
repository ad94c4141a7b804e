"""Every number that guards a log-in, in one place. config/settings.py lets the environment move some, within the bounds named here.

Source: GB/T 22239-2019 (等保 2.0, third level) 8.1.4.1: a) complexity of what one logs in with, b) failed log-ins, ending of sessions, time-outs,
d) two kinds of authentication. The standard gives no numbers; these are the product's own, and the county may move those that have bounds.
Passwords do not run out by time (OWASP ASVS 5.0, 6.2.10): a) is kept by asking for a new one after every recovery.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """A number with what the environment may make of it."""

    default: int
    least: int
    most: int


# Passwords (a).
PASSWORD_LEAST = 10  # characters
PASSWORDS_REMEMBERED = 5  # the last so many are not taken again
TEMPORARY_HOURS = 24  # that a temporary password opens anything
# Failures (b): of one user name, passwords and codes counted together.
FAILURES = Limit(5, 3, 10)
LOCKED_MINUTES = Limit(15, 10, 60)
# Sessions (b).
IDLE_MINUTES = Limit(30, 5, 60)
STRICT_IDLE_MINUTES = Limit(15, 5, 30)  # of who handles reports or rights
SESSION_HOURS = Limit(12, 1, 12)
WARNED_SECONDS = 120  # before an idle session ends the page says so
NOTED_SECONDS = 60  # use is noted once in so many seconds
# Second factor (d).
CODE_STEPS = 1  # a code counts so many steps of 30 seconds before and after its own
RECOVERY_CODES = 10
PASSKEYS_MOST = 5  # of one user
