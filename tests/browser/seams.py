"""Arabic lines that hold Latin, digits and brackets: what is dragged over across the seams of two directions."""

SEAMS = """قالت «رويترز» (Reuters) أمس إن الاتفاق «جاهز» (ready) للتوقيع.

ووقعت شركة Green Fields عقدا مع BBC News بقيمة 25 مليونا لمدة 3 أعوام (2016-2019) في London وباريس.

الوزير الأميركي John Kerry (كيري) وصل يوم 26/8/2016 إلى Geneva (جنيف) عند 10:30 مساء.

ارتفع سهم Apple بنسبة 3.5 إلى 120 دولارا، وهبط سهم Nokia 7 نقاط بعد تقرير [Bloomberg] الأخير.

U.S. Secretary John Kerry (يمين) met لافروف in Geneva on 26 August."""

# Dragged over with the mouse; what is shown and stored is the same, unless said behind it.
SELECTIONS = [
    "رويترز» (Reuters)",
    "رويترز» (Reuters) أمس",
    "قالت «رويترز» (Reuters)",
    "«رويترز» (Reuters) أمس",
    ("«رويترز»", "رويترز"),
    ("(Reuters) أمس", "(Reuters) أمس"),
    "Reuters",
    "Reuters) أمس",
    "euter",
    "جاهز» (ready) للتوقيع",
    ("«جاهز» (ready) للتوقيع.", "«جاهز» (ready) للتوقيع"),
    "ready",
    "شركة Green",
    "شركة Green Fields",
    "Green Fields",
    "Green Fields عقدا",
    "Fields عقدا",
    "عقدا مع BBC",
    "BBC News",
    "News بقيمة",
    "BBC News بقيمة 25",
    "بقيمة 25",
    "25 مليونا",
    "25 مليونا لمدة 3 أعوام",
    "3 أعوام",
    "أعوام (2016-2019) في",
    "(2016-2019) في London",
    "في London",
    "في London وباريس",
    "الأميركي John",
    "John Kerry",
    "John Kerry (كيري)",
    "Kerry (كيري) وصل",
    "كيري",
    "يوم 26/8/2016 إلى",
    "26/8/2016",
    "إلى Geneva",
    "Geneva (جنيف) عند",
    "عند 10:30 مساء",
    "10:30 مساء",
    "سهم Apple بنسبة 3.5 إلى",
    "بنسبة 3.5",
    "120 دولارا",
    ("إلى 120 دولارا،", "إلى 120 دولارا"),
    "Nokia 7 نقاط",
    "سهم Nokia",
    "تقرير [Bloomberg] الأخير",
    "Bloomberg",
    "Secretary John",
    "Kerry (يمين) met",
    "met لافروف in",
    "لافروف",
    "Geneva on 26",
]
