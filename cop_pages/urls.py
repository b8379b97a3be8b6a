"""Addresses of the circles' own views; mount with `path("circles/", include("cop_pages.urls"))`."""

from django.urls import path

from .views import files, home, invitations, modules, news, page, people

app_name = "cop_pages"

urlpatterns = [
    path("", home.my_circles, name="my_circles"),
    path("landing/", home.landing, name="landing"),
    path("files/<uuid:key>/", files.serve, name="file"),
    path("invitations/<str:token>/", invitations.accept, name="accept"),
    path("<int:circle_id>/members/", people.members, name="members"),
    path(
        "<int:circle_id>/members/<int:membership_id>/role/", people.change_role, name="change_role"
    ),
    path(
        "<int:circle_id>/members/<int:membership_id>/end/",
        people.end_membership,
        name="end_membership",
    ),
    path(
        "<int:circle_id>/invitations/<int:invitation_id>/withdraw/",
        people.withdraw,
        name="withdraw",
    ),
    path("<int:circle_id>/me/", people.my_membership, name="my_membership"),
    path("<int:circle_id>/leave/", people.leave, name="leave"),
    path("<int:circle_id>/edit/", page.edit, name="edit"),
    path("<int:circle_id>/modules/", modules.choose, name="choose_modules"),
    path("<int:circle_id>/news/", news.write, name="write_news"),
    path("<int:circle_id>/news/<int:update_id>/", news.edit, name="edit_news"),
    path("<int:circle_id>/news/<int:update_id>/take-down/", news.take_down, name="take_down_news"),
    path("<int:circle_id>/files/", page.add_file, name="add_file"),
    path("<int:circle_id>/files/<uuid:key>/delete/", page.delete_file, name="delete_file"),
]
