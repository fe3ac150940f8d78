"""Mail to people who have an account, in the language they chose."""

import logging
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)


def write_mail(person, name: str, context: dict) -> EmailMessage:
    """Return the mail made of ``<name>_subject.txt`` and ``<name>_email.txt`` in the language of ``person``."""
    with translation.override(person.language):
        subject = render_to_string(f"{name}_subject.txt", context)
        body = render_to_string(f"{name}_email.txt", context)
    # A line feed in a subject would start a header of its own.
    return EmailMessage(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [person.email])


def send(message: EmailMessage) -> bool:
    """Send ``message`` and tell whether the mail server took it."""
    try:
        return message.send() > 0
    except (SMTPException, OSError):
        logger.exception("A mail could not be sent")
        return False


def send_aside(message: EmailMessage) -> Thread:
    """Send ``message`` while the answer is on its way already, and return the thread that does it."""
    thread = Thread(target=send, args=[message], name="mail")
    thread.start()
    return thread
