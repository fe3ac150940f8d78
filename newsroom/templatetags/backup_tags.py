"""What the administration says of the daily copies."""

from django import template

from newsroom.backup.warnings import find_problem

register = template.Library()

register.simple_tag(find_problem, name="problem_of_copies")
