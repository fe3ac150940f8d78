"""Addresses of the reading page and of annotations."""

from django.urls import path

from annotations.views import (
    collections,
    discussion,
    handing_out,
    history,
    links,
    marks,
    news,
    occurrences,
    queue,
    reading,
)

app_name = "annotations"

urlpatterns = [
    path("articles/<int:article_id>/", reading.article_detail, name="article_detail"),
    path("articles/<int:article_id>/changes/", news.article_changes, name="article_changes"),
    path("articles/<int:article_id>/annotations/", marks.annotation_create, name="annotation_create"),
    path("articles/<int:article_id>/annotations/many/", occurrences.annotation_create_many, name="annotation_create_many"),
    path("annotations/<uuid:annotation_id>/", marks.annotation_detail, name="annotation_detail"),
    path(
        "annotations/<uuid:annotation_id>/occurrences/", occurrences.occurrence_list, name="occurrence_list"
    ),
    path("annotations/<uuid:annotation_id>/link/", links.annotation_link, name="annotation_link"),
    path("annotations/<uuid:annotation_id>/delete/", marks.annotation_delete, name="annotation_delete"),
    path("annotations/<uuid:annotation_id>/restore/", marks.annotation_restore, name="annotation_restore"),
    path("annotations/<uuid:annotation_id>/approve/", marks.annotation_approve, name="annotation_approve"),
    path("annotations/<uuid:annotation_id>/reject/", marks.annotation_reject, name="annotation_reject"),
    path("annotations/<uuid:annotation_id>/reopen/", marks.annotation_reopen, name="annotation_reopen"),
    path("annotations/<uuid:annotation_id>/comments/", discussion.comment_list, name="comment_list"),
    path("annotations/<uuid:annotation_id>/example/", discussion.annotation_example, name="annotation_example"),
    path("annotations/<uuid:annotation_id>/history/", history.annotation_history, name="annotation_history"),
    path("annotations/<uuid:annotation_id>/revert/", history.annotation_revert, name="annotation_revert"),
    path("articles/<int:article_id>/history/", history.article_history, name="article_history"),
    path("people/<path:username>/history/", history.person_history, name="person_history"),
    path("history/", history.day_history, name="day_history"),
    path("history/actions/<uuid:action_id>/", history.action_history, name="action_history"),
    path("history/actions/<uuid:action_id>/undo/", history.history_undo, name="history_undo"),
    path("comments/", discussion.mention_list, name="mention_list"),
    path("comments/<int:comment_id>/resolve/", discussion.comment_resolve, name="comment_resolve"),
    path("comments/<int:comment_id>/reopen/", discussion.comment_reopen, name="comment_reopen"),
    path("comments/<int:comment_id>/delete/", discussion.comment_delete, name="comment_delete"),
    path("examples/<int:example_id>/remove/", discussion.example_remove, name="example_remove"),
    path("annotations/actions/<uuid:action_id>/undo/", marks.action_undo, name="action_undo"),
    path("queue/", queue.queue, name="queue"),
    path("queue/next/", queue.queue_next, name="queue_next"),
    path("articles/<int:article_id>/finish/", queue.article_finish, name="article_finish"),
    path("articles/<int:article_id>/reopen/", queue.article_reopen, name="article_reopen"),
    path("collections/", collections.collection_list, name="collection_list"),
    path("collections/<int:collection_id>/", collections.collection_detail, name="collection_detail"),
    path("collections/<int:collection_id>/articles/", collections.collection_articles, name="collection_articles"),
    path("collections/<int:collection_id>/hand-out/", handing_out.collection_hand_out, name="collection_hand_out"),
    path("collections/<int:collection_id>/assign/", handing_out.collection_assign, name="collection_assign"),
    path("collections/<int:collection_id>/take-back/", handing_out.collection_take_back, name="collection_take_back"),
    path("collections/<int:collection_id>/hand-over/", handing_out.collection_hand_over, name="collection_hand_over"),
]
