desk-title = لوحة العمل
desk-empty = لا توجد مشاورات بعد.
desk-public-page = الصفحة كما يراها الجمهور
consultation-new-title = مشاورة جديدة
consultation-edit-title = تعديل العنوان والنصوص
draft-new-title = مسودة جديدة
draft-edit-title = تعديل الاسم والجمهور
draft-create = إنشاء المسودة
draft-name-in = الاسم ({ $language })
draft-note-in = الجديد ({ $language })
draft-preparing = قيد الإعداد
draft-final = النص النهائي
draft-invited = بدعوة فقط
draft-comments-only = للتعليق فقط، وليست للاقتباس
draft-mark-final = هذه هي المسودة الأخيرة
draft-published-doubtful = { $n ->
    [zero] نُشرت من دون صلات مشكوك فيها لم تُؤكَّد.
    [one] نُشرت وفيها صلة واحدة مشكوك فيها لم تُؤكَّد.
    [two] نُشرت وفيها صلتان مشكوك فيهما لم تُؤكَّدا.
    [few] نُشرت وفيها { $n } صلات مشكوك فيها لم تُؤكَّد.
    [many] نُشرت وفيها { $n } صلة مشكوكاً فيها لم تُؤكَّد.
   *[other] نُشرت وفيها { $n } صلة مشكوك فيها لم تُؤكَّد.
}
draft-preview-notice = معاينة: هذا ما سيراه القراء. ولا يراه الآن سوى الموظفين.
draft-desk-title = المسودة { $number }، لوحة العمل
draft-texts = النصوص
draft-no-text = لا يوجد نص بعد. يُرجى أولاً استيراد النص ذي الحجية ({ $language }).
draft-open-lead = لا يمكن أن يقرأ هذه المسودة إلا من لديهم دعوة.
draft-open = إتاحة قراءتها للجميع
audience-public = الجميع، فور نشرها
audience-invited = من لديهم دعوة فقط
step-text = استيراد النص
step-text-missing = لم يتم بعد
step-text-done = تم الاستيراد
step-lineage = التحقق من مآل فقرات المسودة { $number }
step-lineage-doubtful = { $n ->
    [zero] لا توجد صلات مشكوك فيها لم يؤكدها أحد
    [one] صلة واحدة مشكوك فيها لم يؤكدها أحد
    [two] صلتان مشكوك فيهما لم يؤكدهما أحد
    [few] { $n } صلات مشكوك فيها لم يؤكدها أحد
    [many] { $n } صلة مشكوكاً فيها لم يؤكدها أحد
   *[other] { $n } صلة مشكوك فيها لم يؤكدها أحد
}
step-lineage-done = لا توجد صلة مشكوك فيها
step-causes = بيان أسباب تغيير الفقرات
step-causes-open = { $n ->
    [zero] لا توجد تغييرات بلا سبب
    [one] تغيير واحد بلا سبب
    [two] تغييران بلا سبب
    [few] { $n } تغييرات بلا سبب
    [many] { $n } تغييراً بلا سبب
   *[other] { $n } تغيير بلا سبب
}
step-causes-done = لكل تغيير سبب
step-preview = معاينة كما يراها الجمهور
step-publish = نشر
step-published = نُشرت: الاطلاع على الصفحة العامة
version-published = تم النشر
version-digest = البصمة الرقمية للملف (SHA-256):
version-warnings = { $n ->
    [zero] لا توجد تنبيهات
    [one] تنبيه واحد
    [two] تنبيهان
    [few] { $n } تنبيهات
    [many] { $n } تنبيهاً
   *[other] { $n } تنبيه
}
version-warning = عند الكتلة النصية { $block }: { $problem }
version-publish = نشر هذه الترجمة
import-title = استيراد نص
import-lead = ملف Word (بصيغة docx) أو HTML أو Markdown. واستيراد لغةٍ من جديد يحل محل نصها؛ ويبقى ما أكدتموه وما ذكرتموه من أسباب.
import-do = استيراد
tracked-accept = قراءة النص كما لو قُبلت جميعها
tracked-reject = قراءة النص كما لو رُفضت جميعها
rounds-title = جولات التعليقات
rounds-none = لا توجد جولات بعد.
rounds-line = من { $opens } إلى { $closes }
rounds-extend = تمديد
rounds-new = فتح جولة
rounds-audience = من يمكنه المشاركة
rounds-public = الجميع
rounds-invited = من لديهم دعوة فقط
invitations-title = دعوات القراءة
invitations-lead = لكل دعوة رابط خاص بها. ويمكن لأي شخص لديه الرابط أن يقرأ المسودة فور نشرها، إلى أن تُلغى الدعوة.
invitations-made = لا يظهر هذا الرابط إلا الآن. يُرجى نسخه وإرساله.
invitations-revoked = أُلغيت
invitations-revoke = إلغاء الدعوة الموجهة إلى { $note }
invitations-new = إنشاء دعوة
draft-lineage-title = المسودة { $number }: مصدر فقراتها
lineage-doubtful = { $n ->
    [zero] لا توجد صلات مشكوك فيها.
    [one] هناك صلة واحدة مشكوك فيها. يُرجى النظر فيها وتأكيدها أو تصحيحها.
    [two] هناك صلتان مشكوك فيهما. يُرجى النظر فيهما وتأكيد كل منهما أو تصحيحها.
    [few] هناك { $n } صلات مشكوك فيها. يُرجى النظر فيها وتأكيد كل منها أو تصحيحها.
    [many] هناك { $n } صلة مشكوكاً فيها. يُرجى النظر فيها وتأكيد كل منها أو تصحيحها.
   *[other] هناك { $n } صلة مشكوك فيها. يُرجى النظر فيها وتأكيد كل منها أو تصحيحها.
}
lineage-none-doubtful = لا توجد صلات مشكوك فيها.
lineage-lead = يُعرض إزاء كل فقرة ما كانت عليه في المسودة { $number } وما تغير فيها. ويبقى اختياركم قائماً عند استيراد النص من جديد.
lineage-no-before = لا توجد مسودة منشورة قبل هذه المسودة، ولذلك فإن جميع الفقرات جديدة.
lineage-show-doubtful = المشكوك فيها فقط
lineage-show-all = جميع التغييرات
lineage-question = من أي فقرة في المسودة { $number } جاءت؟
lineage-alike = تشابه بنسبة { $percent } في المائة
lineage-new = ليست من أي فقرة: فهي جديدة
lineage-several = عدة فقرات:
lineage-confirm = تأكيد
lineage-confirmed = أكدها أحد الموظفين
draft-causes-title = المسودة { $number }: أسباب تغيير الفقرات
causes-lead = يرى القراء السبب بجانب كل تغيير. وقد تكون للتغيير الواحد عدة أسباب.
causes-none = لم تتغير كلمات أي فقرة.
causes-name = ذكر سبب
causes-save = حفظ السبب
causes-remove = إزالة
draft-publication-title = نشر المسودة { $number }
publication-lead = لا يتغير النص أبداً متى نُشر. ويراه القراء على الفور، مع البصمات الرقمية للملفات التي أُخذ منها.
publication-acknowledge = { $n ->
    [zero] النشر من دون صلات مشكوك فيها؛ ويُعرض العدد على القراء.
    [one] النشر مع الصلة المشكوك فيها؛ ويُعرض عدد الصلات المشكوك فيها على القراء.
    [two] النشر مع صلتين مشكوك فيهما؛ ويُعرض العدد على القراء.
    [few] النشر مع { $n } صلات مشكوك فيها؛ ويُعرض العدد على القراء.
    [many] النشر مع { $n } صلة مشكوكاً فيها؛ ويُعرض العدد على القراء.
   *[other] النشر مع { $n } صلة مشكوك فيها؛ ويُعرض العدد على القراء.
}
version-pairing = بجانب النص ذي الحجية
pairing-title = المسودة { $number }، الترجمة:
pairing-lead = يقابل كلَّ مقطع من الترجمة فقرةٌ من النص ذي الحجية: فالتعليق على أحدهما تعليق على الآخر. وفيما يلي المواضع التي لا يبدو فيها النصان متطابقين.
pairing-count = { $n ->
    [zero] لا توجد مواضع تحتاج إلى نظر.
    [one] موضع واحد يحتاج إلى نظر.
    [two] موضعان يحتاجان إلى نظر.
    [few] { $n } مواضع تحتاج إلى نظر.
    [many] { $n } موضعاً يحتاج إلى نظر.
   *[other] { $n } موضع يحتاج إلى نظر.
}
pairing-none = النصان متطابقان.
pairing-show-all = عرض جميع المقاطع
pairing-show-doubtful = عرض ما لا يبدو متطابقاً فحسب
pairing-missing = هذه الفقرة بلا ترجمة
pairing-alone = هذا المقطع لا تقابله أي فقرة
pairing-other-number = رقمه أو مستواه مختلف
pairing-other-length = أطول أو أقصر بكثير
pairing-nothing = لا شيء في الترجمة
pairing-no-paragraph = لا توجد فقرة
pairing-confirm = هذا موضعه
field-first = من الفقرة (الرقم بعد #؛ فارغ: لا شيء)
field-last = إلى الفقرة
