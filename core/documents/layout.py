"""The measures of GB/T 9704-2012 (N44). Millimetres and points as the standard states them."""

PAGE = (210, 297)  # mm, A4
TOP, LEFT = 37, 28  # mm, margins: 天头 and 订口
TEXT = (156, 225)  # mm, 版心
RIGHT = PAGE[0] - LEFT - TEXT[0]
BOTTOM = PAGE[1] - TOP - TEXT[1]
LINES, CHARACTERS = 22, 28  # a page, a line
PITCH = 28.95  # pt from line to line: 22 of them fit 225 mm, 22 of 29 pt would not
BODY, TITLE, PAGE_NUMBER = 16, 22, 14  # pt: 3号, 2号, 4号
PAGE_NUMBER_BELOW = 7  # mm under the text
POINTS_PER_MM = 72 / 25.4

BODY_FACE, TITLE_FACE = "仿宋", "方正小标宋简体"
HEADING_FACES = {1: "黑体", 2: "楷体"}
NUMBER_FACE = "宋体"
# On paper from the PDF writer: what the machine has, nearest first.
SUBSTITUTES = {
    BODY_FACE: ("仿宋", "FangSong", "仿宋_GB2312", "STFangsong", "Noto Serif CJK SC", "serif"),
    TITLE_FACE: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "宋体", "Noto Serif CJK SC", "serif"),
    HEADING_FACES[1]: ("黑体", "SimHei", "Noto Sans CJK SC", "sans-serif"),
    HEADING_FACES[2]: ("楷体", "KaiTi", "Noto Serif CJK SC", "serif"),
    NUMBER_FACE: ("宋体", "SimSun", "Noto Serif CJK SC", "serif"),
}
