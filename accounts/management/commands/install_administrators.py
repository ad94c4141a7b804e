"""`manage.py install_administrators --system A --security B --audit C`: name the three administrators and switch every superuser off."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.limits import TEMPORARY_HOURS
from accounts.services.installing import install
from accounts.services.passwords import new_password
from core.clock import today
from rulebook.roles import ROLES, Role

OPTIONS = {
    "system": Role.ADMINISTRATOR,
    "security": Role.SECURITY_ADMINISTRATOR,
    "audit": Role.AUDIT_ADMINISTRATOR,
}


class Command(BaseCommand):
    """Name the administrators; exit code 1 where they may not be named so."""

    help = "指定系统管理员、安全管理员、审计管理员（三员分立），并停用所有超级用户；只用于安装，或某一员无人担任时补充指定"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        for option, role in OPTIONS.items():
            parser.add_argument(f"--{option}", metavar="USERNAME", help=f"{ROLES[role].name}的用户名")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each name with its temporary password, shown this once. Raises CommandError with exit code 1 where it is refused."""
        names = {role: options[option] for option, role in OPTIONS.items() if options[option]}
        passwords = {role: new_password() for role in names}
        try:
            install(names=names, passwords=passwords, by=None, on=today())
        except ValidationError as error:
            raise CommandError("；".join(error.messages), returncode=1) from error
        self.stderr.write(
            f"已指定管理员，所有超级用户已停用。临时密码只显示这一次，{TEMPORARY_HOURS} 小时内有效，登录后须立即修改："
        )
        for role, name in names.items():
            self.stdout.write(f"{ROLES[role].name} {name} {passwords[role]}")
