"""Addresses of the reading page and of annotations."""

from django.urls import path

from annotations.views import (
    adjudication, adjudications, collections, handing_out, links, marks, news, occurrences, queue, reading, review,
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
    path("annotations/actions/<uuid:action_id>/undo/", marks.action_undo, name="action_undo"),
    path("review/", review.review_queue, name="review_queue"),
    path("review/<uuid:annotation_id>/", review.review_item, name="review_item"),
    path("review/<uuid:annotation_id>/approve/", review.review_approve, name="review_approve"),
    path("review/<uuid:annotation_id>/reject/", review.review_reject, name="review_reject"),
    path("review/<uuid:annotation_id>/correct/", review.review_correct, name="review_correct"),
    path("review/<uuid:annotation_id>/skip/", review.review_skip, name="review_skip"),
    path("review/actions/<uuid:action_id>/undo/", review.review_undo, name="review_undo"),
    path("review/articles/", adjudications.adjudication_list, name="adjudication_list"),
    path("review/articles/<int:article_id>/", adjudication.adjudication_detail, name="adjudication_detail"),
    path("review/articles/<int:article_id>/decide/", adjudication.adjudication_decide, name="adjudication_decide"),
    path("review/articles/<int:article_id>/agreements/", adjudication.adjudication_agree, name="adjudication_agree"),
    path("review/articles/<int:article_id>/remove/", adjudication.adjudication_remove, name="adjudication_remove"),
    path("review/articles/<int:article_id>/undo/", adjudication.adjudication_undo, name="adjudication_undo"),
    path("review/articles/<int:article_id>/finish/", adjudication.adjudication_finish, name="adjudication_finish"),
    path("review/articles/<int:article_id>/reopen/", adjudication.adjudication_reopen, name="adjudication_reopen"),
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
