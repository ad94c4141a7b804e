"""`manage.py create_api_key USERNAME NAME [--days N]`: make a key by which another system acts for a user, and show it once."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services import make_api_key
from accounts.services.keys import DAYS
from core.clock import today


class Command(BaseCommand):
    """Make a key; exit code 1 where it may not be made."""

    help = "为其他系统发放接口密钥，只显示一次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("username", metavar="USERNAME", help="密钥代表的用户")
        parser.add_argument("name", metavar="NAME", help="哪个系统使用")
        parser.add_argument("--days", type=int, default=DAYS, metavar="N", help=f"有效天数，缺省 {DAYS}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the key alone on standard output. Raises CommandError with exit code 1 where it is refused."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"没有用户名为“{options['username']}”的用户", returncode=1)
        try:
            key, text = make_api_key(
                user=user, name=options["name"], days=options["days"], by=None, on=today()
            )
        except ValidationError as error:
            raise CommandError("；".join(error.messages), returncode=1) from error
        self.stderr.write(f"密钥代表用户 {user.username}，{key.expires_on} 失效；只显示这一次，请妥善保存。")
        self.stdout.write(text)
