"""What the whole admin is called, and what it never offers."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Hawashi: moderation")
admin.site.site_title = _("Hawashi")
admin.site.index_title = _("Moderation")
# Its seven pages are on the first one; a list needs the room.
admin.site.enable_nav_sidebar = False

# Marks and their log point at almost everything here: what has to go, goes one by one, on a page of its own.
admin.site.disable_action("delete_selected")
