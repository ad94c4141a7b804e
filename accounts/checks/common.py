"""What is commonly taken for a password in China, without the figures and signs people put around it; Django's list of 20,000 stands beside it."""

# Keys in their order: along the rows, down the columns, the alphabet.
ROWS = (
    "`1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "abcdefghijklmnopqrstuvwxyz",
)
BASES = frozenset(
    (
        "",  # figures alone
        "a", "aa", "aaa", "ab", "abc", "abcd", "admin", "administrator", "adminadmin", "asd", "asdf", "asdasd", "baobao", "baobei",
        "beijing", "buzhidao", "changeme", "china", "comeon", "dangyuan", "dearbook", "default", "dragon", "fuwuqi", "goodluck",
        "gongzuo", "guanliyuan", "guest", "hello", "helloworld", "huawei", "iloveu", "iloveyou", "jiayou", "kaishi", "lenovo",
        "letmein", "login", "love", "loveyou", "master", "mima", "mm", "monkey", "nihao", "nihaoma", "pass", "passw0rd", "password",
        "passwd", "p0ssword", "pwd", "qaz", "qazwsx", "qazwsxedc", "qq", "qwe", "qweasd", "qweasdzxc", "qweqwe", "qwer", "qwerty",
        "root", "rootroot", "shabi", "shanghai", "sunshine", "superman", "taobao", "temp", "tencent", "test", "tester", "testtest",
        "tianya", "user", "wang", "welcome", "wo", "woaini", "woainimen", "woaizhongguo", "woaiwojia", "wodemima", "wojiushiwo",
        "xiaobao", "xiaoming", "xitong", "zhang", "zhonghua", "zhongguo", "zhongguoren", "zxc", "zxcvbn", "zxcvbnm", "zxczxc",
    )
)  # fmt: skip
