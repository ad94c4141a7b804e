"""Users: who of the county's people logs in."""

from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import service
from organisation.models import Person


@service("user.made")
def make_user(*, person: Person, by: Any, on: date, username: str = "", password: str | None = None) -> User:
    """Let `person` log in, by default under the staff number in lower case. Without `password` nobody can log in as them yet.

    Raises ValidationError where the person already has a user, the name is taken, or the password is too weak.
    """
    name = username or person.staff_no.lower()
    if User.objects.filter(person=person).exists():
        raise ValidationError({"person": _("%(name)s已有登录用户") % {"name": person.name}})
    if User.objects.filter(username=name).exists():
        raise ValidationError({"username": _("用户名“%(name)s”已被使用") % {"name": name}})
    user = User(username=name, person=person)
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    user.save()
    return user
