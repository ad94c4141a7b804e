"""What is said in the demo's talks, reports and forums: the work of each unit (work.csv) in a score of set forms. Invented."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from rulebook.establishment import Category

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Work:
    """What a unit does, where its risk lies, what was asked of it."""

    work: str
    risk: str
    asked: str


TALKS = (
    "围绕{work}开展提醒约谈，重申“第一责任人”职责，提示{season}期间的廉政风险。",
    "结合近期监督检查情况，就{work}中的廉政风险点逐项提醒，听取本人说明。",
    "通报上季度发现的共性问题，要求对照{work}自查自纠，{season}前形成清单。",
    "就班子内部监督、末位表态和{work}的决策程序交换意见，提醒管好身边人身边事。",
    "针对群众关心的{work}，提醒公开到位、程序到位，重大事项会前充分沟通。",
    "回访上次约谈所提要求的落实情况，并就{work}提出新的提醒。",
    "谈心谈话：了解本人思想、家庭和“八小时以外”情况，提醒{season}期间严守纪律。",
)
REPORTS = (
    "听取履行党风廉政建设职责情况汇报：本季度专题研究2次，{work}方面建立台账，整改问题{n}项。",
    "汇报本季度主体责任落实情况，重点说明{work}的廉政风险防控和班子成员“一岗双责”履行情况。",
    "听取汇报：召开党组（党委）会{n}次，重大事项均集体研究；{work}列入本季度重点防控。",
    "汇报{work}、谈心谈话和警示教育情况，会议对下一季度工作提出要求。",
    "听取本季度履职情况，逐一询问{work}中资金、项目、人事三个环节的监督安排。",
)
FORUMS = (
    "县委、县政府主要领导与各单位“一把手”廉政恳谈，交流{season}期间落实中央八项规定精神的做法，听取对监督工作的意见。",
    "廉政恳谈会：县纪委主要领导通报典型案例，与会同志围绕权力运行和身边人管理谈认识、讲打算。",
    "分组恳谈：围绕重大事项集体决策、资金审批和项目发包三个环节，逐一发言，现场回应意见建议。",
)
PROBLEMS = (
    "{risk}。",
    "{risk}；相关制度已有但执行记录不全。",
    "日常抽查发现{risk}，分管同志已说明情况。",
    "未发现突出问题，需防范{risk}的苗头。",
)
MEASURES = ("{asked}。", "{asked}；一个月内报送整改情况。", "{asked}，由主要负责人亲自抓，下次约谈时回访。")
STATEMENTS = (
    "认领问题，按要求整改，主动接受监督。",
    "感谢组织提醒，回去后立即召开班子会研究落实。",
    "对照自查，带头执行集体决策和末位表态。",
    "管好自己、管好班子，按期报送整改情况。",
)
FOLLOW_UPS = (
    "报送“{work}”自查整改清单",
    "{asked}，并附佐证材料",
    "召开班子会专题研究并报送会议纪要",
    "完善{work}内部控制制度",
)
RESULTS = ("已按期报送，经核对属实。", "班子会已研究，会议纪要存档。", "制度已印发，抽查两笔均符合要求。")
PLACES = ("县纪委监委谈话室", "县委小会议室", "县政府三楼会议室", "本单位会议室")
SEASONS = ("春节", "端午和汛期", "中秋、国庆", "年终岁尾")
OBJECTION = "记录所述问题发生在我任职以前，本人到任后已按月公示，公示照片和台账随时可查，请核实后补充说明。"
CORRECTED = "谈话对象登记有误，重新登记。"
SCHOOLS, HOSPITALS = (
    ("学", "校", "教育中心", "幼儿园"),
    ("医院", "卫生院", "保健院", "急救中心", "疾病预防控制中心"),
)


@cache
def _works() -> dict[str, Work]:
    with (FOLDER / "work.csv").open(encoding="utf-8", newline="") as file:
        return {row["对象"]: Work(row["工作"], row["风险"], row["要求"]) for row in csv.DictReader(file)}


def work_of(name: str, category: str) -> Work:
    """The work of a unit, by its name, else by its kind."""
    works = _works()
    if name in works:
        return works[name]
    if category == Category.INSTITUTION:
        kind = "学校" if name.endswith(SCHOOLS) else "医院" if name.endswith(HOSPITALS) else "事业单位"
        return works[kind]
    return works.get(category, works["其他"])


def said(forms: tuple[str, ...], *, work: Work, month: int, by: Random) -> str:
    """One of `forms`, drawn by `by`, filled for a unit's work and the season of `month`."""
    return by.choice(forms).format(
        work=work.work, risk=work.risk, asked=work.asked, season=SEASONS[(month - 1) // 3], n=by.randint(2, 5)
    )
