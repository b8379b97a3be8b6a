"""Editors choose among the pictures of the circles that they may see."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from ..models import CircleFile


class OfVisibleCircles:
    """With the circle beside each, for only there it can be shown."""

    def get_object_list(self):
        visible = CircleFile.objects.visible_to(self.request.user).pictures()
        return visible.select_related("circle")

    @cached_property
    def columns(self):
        return [*super().columns, Column("circle", label=_("Circle"), accessor="circle.title")]


class ChoosePicture(OfVisibleCircles, ChooseView):
    pass


class ChoosePictureResults(OfVisibleCircles, ChooseResultsView):
    pass


class ChosenPicture(ChosenView):
    def get_object(self, pk):
        return CircleFile.objects.visible_to(self.request.user).get(pk=pk)


class ChosenPictures(ChosenMultipleView):
    def get_objects(self, pks):
        return CircleFile.objects.visible_to(self.request.user).filter(pk__in=pks)


class PicturesOfCircles(ChooserViewSet):
    model = CircleFile
    icon = "image"
    choose_one_text = _("Choose a picture")
    choose_another_text = _("Choose another picture")
    choose_view_class = ChoosePicture
    choose_results_view_class = ChoosePictureResults
    chosen_view_class = ChosenPicture
    chosen_multiple_view_class = ChosenPictures


pictures_of_circles = PicturesOfCircles("circle_pictures", url_prefix="circle-pictures")
