"""What kinds of units a county has (机构类别) and which of them perform a function the Opinions name.

The Opinions name bodies as they were called when written (县纪委监察局); names change, functions stay. A unit is
recognised by its category and the end of its name, and an administrator can correct the recognition.
"""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """Unit categories (单位类别), exactly as a roster spells them."""

    COUNTY_COMMITTEE = "县委领导机构"
    COUNTY_GOVERNMENT = "县政府领导机构"
    CONGRESS = "人大机关"
    CONSULTATIVE = "政协机关"
    DISCIPLINE = "纪检监察机关"
    PARTY_DEPARTMENT = "党委部门"
    GOVERNMENT_DEPARTMENT = "政府部门"
    MASS_ORGANISATION = "群团组织"
    JUDICIARY = "审判检察机关"
    TOWN = "镇"
    SUBDISTRICT = "街道"
    INSTITUTION = "事业单位"
    ENTERPRISE = "国有企业"
    OTHER = "其他"


class Function(StrEnum):
    """What a body does in the county's supervision (监督职能), A1–A8, C22."""

    COUNTY_COMMITTEE = "county-committee"  # 县委
    COUNTY_GOVERNMENT = "county-government"  # 县政府
    ORGANISATION = "organisation"  # 县委组织部
    PERSONNEL = "personnel"  # 县人社局
    AUDIT = "audit"  # 县审计局
    DEVELOPMENT = "development"  # 县发改局
    FINANCE = "finance"  # 县财政局
    DISCIPLINE = "discipline"  # 县纪委监委
    CONGRESS = "congress"  # 县人大常委会（C22）
    CONSULTATIVE = "consultative"  # 县政协（C22）


# The bodies that lead a county; what is above them lies outside it.
LEADING = frozenset({Function.COUNTY_COMMITTEE, Function.COUNTY_GOVERNMENT})


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a unit that performs a function is recognised: its category and how its name ends."""

    function: Function
    name: str
    categories: tuple[Category, ...]
    endings: tuple[str, ...]


RECOGNITIONS: tuple[Recognition, ...] = (
    Recognition(
        Function.COUNTY_COMMITTEE,
        "县委",
        (Category.COUNTY_COMMITTEE,),
        ("委", "委员会"),
    ),
    Recognition(Function.COUNTY_GOVERNMENT, "县政府", (Category.COUNTY_GOVERNMENT,), ("政府",)),
    Recognition(Function.ORGANISATION, "县委组织部", (Category.PARTY_DEPARTMENT,), ("组织部",)),
    Recognition(
        Function.PERSONNEL,
        "县人社局",
        (Category.GOVERNMENT_DEPARTMENT,),
        ("人力资源和社会保障局", "人力资源社会保障局", "人社局"),
    ),
    Recognition(Function.AUDIT, "县审计局", (Category.GOVERNMENT_DEPARTMENT,), ("审计局",)),
    Recognition(
        Function.DEVELOPMENT,
        "县发改局",
        (Category.GOVERNMENT_DEPARTMENT,),
        (
            "发展和改革局",
            "发展改革局",
            "发改局",
            "发展和改革委员会",
            "发展改革委",
            "发改委",
        ),
    ),
    Recognition(Function.FINANCE, "县财政局", (Category.GOVERNMENT_DEPARTMENT,), ("财政局",)),
    Recognition(
        Function.DISCIPLINE,
        "县纪委监委",
        (Category.DISCIPLINE,),
        (
            "纪委监委",
            "纪委监察局",
            "纪委监察委",
            "纪律检查委员会",
            "监察委员会",
            "纪委",
        ),
    ),
    Recognition(
        Function.CONGRESS,
        "县人大常委会",
        (Category.CONGRESS,),
        ("人大常委会", "常务委员会", "人大"),
    ),
    Recognition(
        Function.CONSULTATIVE,
        "县政协",
        (Category.CONSULTATIVE,),
        ("政协", "委员会"),
    ),
)
NAMES: dict[Function, str] = {row.function: row.name for row in RECOGNITIONS}

# To whom a body answers where its unit names no 上级单位: government departments to the government, the rest to the committee.
ANSWERS_TO_GOVERNMENT = frozenset({Category.GOVERNMENT_DEPARTMENT})

# Units whose heads their competent department manages unless the roster says otherwise (部门管).
DEPARTMENT_MANAGED = frozenset({Category.INSTITUTION, Category.ENTERPRISE})


def recognise(*, category: str, name: str) -> Function | None:
    """Return the function performed by a unit of this category and name, or None."""
    for row in RECOGNITIONS:
        if category in row.categories and name.strip().endswith(row.endings):
            return row.function
    return None


def superior_function(category: str) -> Function:
    """Return the leading body a unit of this category answers to where it has no 上级单位."""
    return Function.COUNTY_GOVERNMENT if category in ANSWERS_TO_GOVERNMENT else Function.COUNTY_COMMITTEE
