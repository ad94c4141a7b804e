"""What no password may be, found without asking anybody outside: words of this place and person, what Chinese users commonly take, what was taken before."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pypinyin import Style, lazy_pinyin

from accounts.checks.common import BASES, ROWS
from accounts.limits import PASSWORDS_REMEMBERED
from accounts.models import FormerPassword, User
from organisation.choices import DivisionLevel
from organisation.models import Division, Tenure

WALK = 4  # keys beside one another, or figures one after another, from which on they count as one
LEFT = 4  # signs that must be left besides walks or a date
LEFT_BESIDE_NUMBER = 6  # and besides a staff number or user name
PRODUCT = ("一把手", "监督", "一把手监督", "党政", "纪委", "县委", "政府")
LIKE = str.maketrans("@$", "as")  # signs put for letters
DATE = re.compile(r"(?:19|20)\d{6}")


class PlaceValidator:
    """No word of this place or person with a few figures: county, unit, product, name, staff number, birthday."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError where nothing much is left besides such a word."""
        folded = typed = password.casefold()
        for number in _numbers_of(user):
            folded = folded.replace(number, "")
        letters = re.sub(r"[^a-z]", "", folded)
        rest = _bare(folded)
        told = folded != typed and len(rest) < LEFT_BESIDE_NUMBER
        told = told or bool(letters) and letters in set(_words_of(user))
        born = DATE.search(rest)
        if born and _is_day(born[0]) and len(rest) - len(born[0]) < LEFT:
            told = True
        if told:
            raise ValidationError(self.get_help_text(), code="password_of_this_place")

    def get_help_text(self) -> str:
        """The demand in words."""
        return _("密码不能由县名、单位名、姓名的拼音或者工号、生日加几个数字组成。")


class CommonPatternValidator:
    """Nothing commonly taken with figures at its ends, no walk over the keyboard, no sign over and over."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError where that is all there is to it."""
        typed = password.casefold()
        folded = _bare(typed)
        bases = {re.sub(r"^\d+|\d+$", "", one) for one in (folded, _bare(typed.translate(LIKE)))}
        if bases & BASES or len(set(folded)) < LEFT or len(_unwalked(folded)) < LEFT:
            raise ValidationError(self.get_help_text(), code="password_too_common")

    def get_help_text(self) -> str:
        """The demand in words."""
        return _("密码不能是常见密码、键盘上相邻的按键或者重复的字符。")


class NotTakenBeforeValidator:
    """None of the last passwords of the user, the present one among them."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for one that the user had."""
        if user is None or user.pk is None:
            return
        known = user.former_passwords.values_list("hash", flat=True)[:PASSWORDS_REMEMBERED]
        if any(check_password(password, one) for one in {user.password, *known}):
            raise ValidationError(self.get_help_text(), code="password_taken_before")

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Remember the hash; the oldest beyond the limit is forgotten."""
        if user is None or user.pk is None:
            return
        FormerPassword.objects.create(user=user, hash=user.password)
        kept = user.former_passwords.values_list("pk", flat=True)[:PASSWORDS_REMEMBERED]
        FormerPassword.objects.filter(user=user).exclude(pk__in=list(kept)).delete()

    def get_help_text(self) -> str:
        """The demand in words."""
        return ngettext(
            "不能与最近 %(n)s 次使用过的密码相同。",
            "不能与最近 %(n)s 次使用过的密码相同。",
            PASSWORDS_REMEMBERED,
        ) % {"n": PASSWORDS_REMEMBERED}


def _numbers_of(user: User | None) -> Iterator[str]:
    """Staff number and user name, where they are long enough to be told from chance."""
    if user is None:
        return
    person = user.person
    for number in (user.username, person.staff_no if person else ""):
        if len(number) >= WALK:
            yield number.casefold()


def _words_of(user: User | None) -> Iterator[str]:
    """Whole and short pinyin of the product, the counties, the person and the units they work for."""
    names = [*PRODUCT, *Division.objects.filter(level=DivisionLevel.COUNTY).values_list("name", flat=True)]
    if user is not None and user.person is not None:
        names.append(user.person.name)
        held = Tenure.objects.filter(person=user.person).values_list("post__unit__name", flat=True)
        names += held.order_by().distinct()
    for name in names:
        for said in {name, name.removesuffix("县"), name.removeprefix("县")}:
            yield "".join(lazy_pinyin(said, errors="ignore"))
            yield "".join(lazy_pinyin(said, style=Style.FIRST_LETTER, errors="ignore"))


def _bare(typed: str) -> str:
    """Letters and figures alone."""
    return re.sub(r"\W|_", "", typed)


def _is_day(figures: str) -> bool:
    try:
        datetime.strptime(figures, "%Y%m%d")
    except ValueError:
        return False
    return True


def _unwalked(folded: str) -> str:
    """What is left of a password without its walks over the keyboard."""
    beside = {pair for row in ROWS for way in (row, row[::-1]) for pair in pairwise(way)}
    left, walk = "", folded[:1]
    for before, after in pairwise(folded):
        if (before, after) in beside or before == after:
            walk += after
            continue
        left += walk if len(walk) < WALK else ""
        walk = after
    return left + (walk if len(walk) < WALK else "")
