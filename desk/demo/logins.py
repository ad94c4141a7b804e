"""The demo's log-ins: one for each kind of user, with what there is to see."""

from dataclasses import dataclass

from rulebook.roles import Role

PASSWORD = "Zhenping-2026"  # noqa: S105 – printed for everyone, accepted only where load_demo runs

PASSPHRASE = "镇坪的山 镇坪的水 我都记得"  # noqa: S105 – opens what was reported to the demo county, printed like the password

BALLOT_CODE = "ZHEN-P1NG-2026-DEMH"  # one voter's code of the year-end appraisal, left to try at /ballot/


@dataclass(frozen=True, slots=True)
class Login:
    """A log-in: who it is in the roster (unit, section, how the post's title ends), roles given by hand, what to look at."""

    username: str
    role: str
    unit: str = ""
    section: str = ""
    title: str = ""
    roles: tuple[Role, ...] = ()
    body: str = ""
    look: str = ""


OFFICER, OVERSEER = (Role.OFFICER,), (Role.OFFICER, Role.OVERSEER)
LOGINS: tuple[Login, ...] = (
    Login("shuji", "县委书记", "县委", "", "县委书记", OFFICER, "县委", f"全县情况；需县委听取的汇报和上报到县委的逾期事项；待批示的重大问题，密钥口令：{PASSPHRASE}"),
    Login("fuxianzhang", "分管副县长", "县政府", "", "副县长", look="分管联系的部门和镇；对其中一名“一把手”须回避"),
    Login(
        "xinfang", "县纪委信访室", "县纪委监委", "信访室", "主任", OFFICER, "县纪委监委",
        f"群众检举控告的登记和办理；密钥口令：{PASSPHRASE}",
    ),
    Login(
        "jiweishuji", "县纪委书记", "县纪委监委", "", "县纪委书记、县监委主任", OFFICER, "县纪委监委", "待批准的函询和处置建议；逾期没有说明的函询；待确认的角色授予和账号找回",
    ),
    Login(
        "jiwei", "县纪委监委", "县纪委监委", "第一纪检监察室", "主任", OVERSEER, "县纪委监委",
        "全县履职日历；本季度约谈计划和登记；上竹镇镇长系亲属，须回避；待批准的销毁清册，一件暂停销毁",
    ),
    Login("zuzhibu", "县委组织部", "县委组织部", "干部股", "股长", OFFICER, "县委组织部", f"县管“一把手”和党委部门内设机构负责人；年终双述双评的布置、票码和回收，群众试投的票码：{BALLOT_CODE}（/ballot/）"),
    Login("zuzhibuzhang", "县委组织部部长", "县委组织部", "", "部长", OFFICER, "县委组织部", "待审定的年度测评结果：审定前只有他能看到"),
    Login(
        "renshe", "县人社局", "县人力资源和社会保障局", "事业单位管理股", "股长", OFFICER, "县人力资源和社会保障局",
        "政府部门内设机构负责人；本系统下属单位",
    ),
    Login("shenji", "县审计局", "县审计局", "经济责任审计股", "股长", OFFICER, "县审计局", "任满五年必审：逾期、待办、将满各一例"),
    Login("fagai", "县发改局", "县发展和改革局", "项目投资股", "股长", OFFICER, "县发展和改革局", "工程项目监督范围；一项个别授权"),
    Login("caizheng", "县财政局", "县财政局", "国库股", "股长", OFFICER, "县财政局", "账务资金监督范围；县城投公司的履职事项"),
    Login("xianweiban", "县委办", "县委办公室", "综合股", "股长", OFFICER, "县委", "登记县委听取的履职报告"),
    Login("weijian", "主管部门（县卫生健康局）", "县卫生健康局", "办公室", "主任", OFFICER, "县卫生健康局", "下属医院、卫生院的约谈和报告"),
    Login("zhenwei", "镇党委书记", "城关镇", "", "党委书记", look="对我的要求；有待本人确认的记录；本镇决策事项和有待申辩的问题"),
    Login("mishu", "议事秘书", "城关镇", "党政综合办公室", "主任", look="本镇决策事项、清单和会议；今天的党委会议正在讨论，可以代记发言"),
    Login("caiwu", "财务人员", "城关镇", "财政所", "所长", (Role.BOOKKEEPER,), "城关镇", "本镇资金审批单、预算、台账、“小金库”自查和采购；决策事项由议事秘书登记"),
    Login("weiyuan", "班子成员", "城关镇", "", "党委副书记", look="参加的会议：今天的党委会议正在讨论，等待本人发言；交办给本人的任务"),
    Login("juzhang", "部门一把手", "县交通运输局", "", "局长", look="对我的要求；任职将满五年；今天的党组会议正在表决；有待申辩的问题；一件责任追究"),
    Login("yuanzhang", "下属单位一把手", "县中医医院", "", "院长", look="任满五年待审计；主管部门的约谈；待提出意见的澄清"),
    Login("ganbu", "单位干部", "县交通运输局", "", "副局长", look="本单位“一把手”的履职情况；今天的党组会议正在表决，等待本人投票"),
    Login("renda", "县人大常委会", "县人大常委会", "", "副主任", OFFICER, "县人大常委会", "年度视察计划；今天视察城关镇；一份待抽选的名单；逾期未答复的视察建议"),
    Login("zhengxie", "县政协", "县政协", "", "副主席", OFFICER, "县政协", "政协委员名册；各次视察由县人大常委会组织"),
    Login("daibiao", "人大代表", look="在手机上：今天被抽选视察城关镇，写下情况和建议后提交；看不到其他页面的内容"),
    Login("mingce", "名册管理员", "县委组织部", "办公室", "主任", (Role.REGISTRAR,), "县委组织部", "花名册导入；机构和任职维护"),
    Login("admin", "系统管理员", roles=(Role.ADMINISTRATOR,), look="基础数据、节假日、定时任务；看不到任何监督事项，也不管理用户"),
    Login("anquan", "安全管理员", roles=(Role.SECURITY_ADMINISTRATOR,), look="登录用户；已提出的一项角色授予、一项账号找回，由县纪委书记确认后生效"),
    Login("shenjiyuan", "审计管理员", roles=(Role.AUDIT_ADMINISTRATOR,), look="操作记录、登录记录、角色变更，可以导出；什么都不能改动"),
)  # fmt: skip
