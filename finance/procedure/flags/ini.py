"""Reading a settings file in INI format, as OCDS Cardinal documents it."""

import re
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from finance.procedure.flags.settings import Settings

SECTION = re.compile(r"^\[(?P<name>[^\]]*)\]$")
PROPERTY = re.compile(r"^(?P<name>[^=:]+?)\s*[=:]\s*(?P<value>.*)$")
NUMBER_WITH_REMARK = re.compile(r"^(?P<number>[-+0-9.]+)\s+[#;].*$")
YES_NO = {"yes": "true", "on": "true", "no": "false", "off": "false"}
SWITCHES = frozenset(
    {"info_currency_mismatches", "party_roles", "award_status_by_contract_status", "move_auctions"}
)
WHERE = re.compile(r" - at `\$\.?(?P<path>.*)`$")
UNKNOWN = re.compile(r"^Object contains unknown field `(?P<name>.*)`$")


class SettingsError(Exception):
    """A settings file that cannot be used; says which line or property, and why, in Chinese."""


def read_settings(text: str) -> Settings:
    """Read a settings file in INI format. Raises SettingsError."""
    sections: dict[str, Any] = {}
    section = sections
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = raw.strip()
        if not line or line[0] in "#;":
            continue
        if head := SECTION.match(line):
            section = _section(sections, head["name"].strip(), number)
        elif (given := PROPERTY.match(line)) is not None:
            section[given["name"]] = _value(given["name"], given["value"])
        else:
            raise SettingsError(_("第 %(line)d 行既不是小节也不是设置。") % {"line": number})
    try:
        return msgspec.convert(sections, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(_why(str(error))) from None


def _section(sections: dict[str, Any], name: str, number: int) -> dict[str, Any]:
    """The section `name`; a dot makes one inside another ([R003.procurement_method_details])."""
    at = sections
    for part in name.split("."):
        at = at.setdefault(part, {})
        if not isinstance(at, dict):
            raise SettingsError(_("第 %(line)d 行的小节与一项设置同名。") % {"line": number})
    return at


def _value(name: str, text: str) -> str:
    """The text of a property: without the quotes around it, and behind a number without a remark."""
    remarked = NUMBER_WITH_REMARK.match(text)
    value = remarked["number"] if remarked else text
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return YES_NO.get(value.lower(), value) if name in SWITCHES else value


def _why(said: str) -> str:
    place = WHERE.search(said)
    path = place["path"] if place else ""
    what = said[: place.start()] if place else said
    if found := UNKNOWN.match(what):
        name = f"{path}.{found['name']}" if path else found["name"]
        return _("没有名为“%(name)s”的设置。") % {"name": name}
    return _("“%(name)s”的值不合要求。") % {"name": path}
