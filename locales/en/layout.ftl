layout-skip = Skip to the text
layout-sections = Sections of the site
layout-consultations = Consultations
layout-about = About
layout-desk = Desk
layout-languages = Language of the page
layout-privacy = Privacy
layout-accessibility = Accessibility
layout-staff = Staff
layout-signed-in = Signed in as { $name }
layout-sign-out = Sign out
# $date is a date with its year, $time the time on the 24-hour clock
date-and-time = { $date }, { $time }
layout-answers = My answers
