record-home-title = المشاورات
record-home-heading = مسودات مطروحة للتعليق، ومآل كل تعليق
record-home-lead = يمكنكم قراءة المسودات المتعاقبة للنص، والاطلاع على ما تغير من مسودة إلى أخرى وأسباب تغييره. ولا حاجة إلى حساب.
record-home-empty = لم تُنشر أي مشاورة بعد.
state-group-open = مفتوحة الآن
state-group-forthcoming = مقبلة
state-group-under_resolution = قيد الرد
state-group-results_published = نُشرت نتائجها
state-group-closed = مغلقة
state-open = مفتوحة للتعليقات
state-forthcoming = مقبلة
state-under_resolution = يجري الرد على التعليقات
state-results_published = نُشرت النتائج
state-closed = مغلقة
round-open-until = مفتوحة للتعليقات حتى { $at } (بتوقيت المكتب المضيف)
round-in-utc = { $at } بالتوقيت العالمي المنسق
round-opens = تُفتح للتعليقات في { $at } (بتوقيت المكتب المضيف)
round-closes = وتُغلق في { $at }
round-closed = أُغلقت جولة التعليقات في { $at } (بتوقيت المكتب المضيف)
round-invited = بدعوة فقط
round-extended = مُددت؛ وكان من المقرر أن تُغلق في { $old }. السبب:
consultation-timeline = المسودات
consultation-no-drafts = لم تُنشر أي مسودة بعد.
consultation-promise = كيف ستُستخدم مساهماتكم
record-draft-title = المسودة { $number }: { $name }
record-draft-number = المسودة { $number }
record-published = نُشرت في { $date }
record-languages = اللغات:
record-authoritative = (النص ذو الحجية)
record-download = تنزيل:
record-what-changed = ما تغير منذ المسودة { $number }
record-nothing-changed = لم يتغير شيء منذ المسودة { $number }.
record-later-draft = هناك مسودة لاحقة: المسودة { $number }، { $name }
record-paragraph-count = { $n ->
    [zero] لا توجد فقرات مرقمة
    [one] فقرة مرقمة واحدة
    [two] فقرتان مرقمتان
    [few] { $n } فقرات مرقمة
    [many] { $n } فقرة مرقمة
   *[other] { $n } فقرة مرقمة
}
record-contents = المحتويات
record-whole-text = النص الكامل في صفحة واحدة
record-pages = الصفحات
record-previous = الصفحة السابقة
record-next = الصفحة التالية
record-page-of = الصفحة { $page } من { $pages }
record-notes = الحواشي
record-back-to-text = الحاشية { $mark }، العودة إلى النص
record-table = جدول؛ يُرجى تمريره أفقياً إذا كان أعرض من الشاشة
record-figure = شكل:
record-paragraph = الفقرة { $label }
record-passage = المقطع { $ordinal }
record-since = منذ المسودة { $number }
record-the-text = النص
record-not-in-this-language = لا يرد هذا المقطع في هذه النسخة اللغوية.
record-life = مسار هذا المقطع
record-life-lead = { $n ->
    [zero] لا يرد في أي مسودة.
    [one] يرد في مسودة واحدة.
    [two] من أولى مسودتين إلى أخراهما، مع الكلمات التي تغيرت وأسباب تغييرها.
    [few] من أولى { $n } مسودات إلى آخرها، مع الكلمات التي تغيرت وأسباب تغييرها.
    [many] من أولى { $n } مسودة إلى آخرها، مع الكلمات التي تغيرت وأسباب تغييرها.
   *[other] من أولى { $n } مسودة إلى آخرها، مع الكلمات التي تغيرت وأسباب تغييرها.
}
record-changes-in = ما تغير ({ $language })
record-neighbours = المقاطع المجاورة
record-previous-passage = المقطع السابق
record-next-passage = المقطع التالي
record-compare-title = مقارنة المسودة { $old } بالمسودة { $new }
record-compare-lead = من «{ $old }» إلى «{ $new }»
record-compare-nothing = لم يتغير شيء بين هاتين المسودتين.
record-compare-doubtful = { $n ->
    [zero] لا توجد بين هاتين المسودتين صلات مشكوك فيها لم يؤكدها أحد.
    [one] هناك بين هاتين المسودتين صلة واحدة مشكوك فيها لم يؤكدها أحد.
    [two] هناك بين هاتين المسودتين صلتان مشكوك فيهما لم يؤكدهما أحد.
    [few] هناك بين هاتين المسودتين { $n } صلات مشكوك فيها لم يؤكدها أحد.
    [many] هناك بين هاتين المسودتين { $n } صلة مشكوكاً فيها لم يؤكدها أحد.
   *[other] هناك بين هاتين المسودتين { $n } صلة مشكوك فيها لم يؤكدها أحد.
}
record-compare-with = مقارنة مع:
record-only-changes = التغييرات فقط
record-all-text = النص الكامل
record-inline = في نص واحد
record-side = جنباً إلى جنب
record-compare-kinds = أنواع التغيير: اختر نوعاً لعرضه وحده
record-next-change = التغيير التالي
record-in-draft = في المسودة { $number }:
record-doubtful = مشكوك فيها
