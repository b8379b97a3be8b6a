/* The calendar of the admin puts today in the place of every date that it cannot read, such as 15-12-2026.
   The server reads that one, and says so when it can make nothing of a date. */
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
jQuery(document).on("focusout", "input", ({ target }) => {
  jQuery(target).data("xdsoft_datetimepicker")?.trigger("close.xdsoft");
});
