queue-title = التعليقات
queue-steps = ما ينبغي عمله
queue-all = الكل
queue-step-new = بانتظار النظر فيها
queue-step-undecided = بلا رد
queue-step-proposed = بانتظار الاعتماد
queue-step-returned = أُعيد الرد عليها
queue-step-approved = اعتُمد الرد عليها
queue-step-answered = رُدَّ عليها
queue-step-asked = سُئل أصحابها ولم يجيبوا بعد
queue-step-withheld = محجوبة
queue-step-contested = معترَض على حجبها
queue-round = جولة التعليقات على المسودة { $draft }
queue-cleared = { $n ->
    [zero] لا توجد تعليقات نُظر فيها ويمكن نشرها.
    [one] نُظر في تعليق واحد ويمكن نشره.
    [two] نُظر في تعليقين ويمكن نشرهما.
    [few] نُظر في { $n } تعليقات ويمكن نشرها.
    [many] نُظر في { $n } تعليقاً ويمكن نشرها.
   *[other] نُظر في { $n } تعليق ويمكن نشرها.
}
queue-waiting = { $n ->
    [zero] لا توجد تعليقات بانتظار النظر فيها.
    [one] هناك تعليق واحد بانتظار النظر فيه.
    [two] هناك تعليقان بانتظار النظر فيهما.
    [few] هناك { $n } تعليقات بانتظار النظر فيها.
    [many] هناك { $n } تعليقاً بانتظار النظر فيها.
   *[other] هناك { $n } تعليق بانتظار النظر فيها.
}
queue-publish-batch = نشر ما نُظر فيه
queue-approved = { $n ->
    [zero] لا توجد ردود معتمَدة يمكن نشرها.
    [one] يمكن نشر رد معتمَد واحد.
    [two] يمكن نشر ردين معتمَدين.
    [few] يمكن نشر { $n } ردود معتمَدة.
    [many] يمكن نشر { $n } رداً معتمَداً.
   *[other] يمكن نشر { $n } رد معتمَد.
}
queue-publish-answers = نشر الردود المعتمَدة
queue-empty = لا شيء هنا.
queue-seen = نظرتُ فيه
queue-clear = تأكيد النظر في التعليقات المختارة
comment-state-waiting = بانتظار النظر فيه
comment-state-cleared = نُظر فيه ولم يُنشر بعد
comment-state-published = علني
comment-state-withheld = محجوب
comment-state-withdrawn = مسحوب
comment-state-erased = ممحو
answer-status-proposed = بانتظار الاعتماد
answer-status-returned = مُعاد
answer-status-approved = معتمَد ولم يُنشر بعد
answer-status-published = تم الرد
answer-status-superseded = حل محله رد آخر
answer-proposed-by = اقترحه { $name }
answer-approved-by = اعتمده { $name }
answer-many = { $n ->
    [zero] ليس رداً على أي تعليق
    [one] رد على تعليق واحد
    [two] رد على تعليقين
    [few] رد على { $n } تعليقات
    [many] رد على { $n } تعليقاً
   *[other] رد على { $n } تعليق
}
answer-returned = سبب الإعادة:
answer-own = أنتم من اقترح هذا الرد. ويجب أن يعتمده شخص آخر.
answer-approve = اعتماد
answer-send-back = إعادة
answer-anew = اقتراح رد آخر
answer-another-part = جزء آخر من الرد
answer-other-languages = لغات أخرى
answer-reason-in = التعليل، ويقرؤه الجميع:
answer-private-in = التعليل الموجَّه إلى صاحب التعليق وحده:
answer-propose = اقتراح هذا الرد
desk-comment-said = التعليق
desk-clear = نظرتُ فيه، ويجوز نشره
desk-confirm = تأكيد هوية المتكلم
desk-confirmed = مؤكَّد:
desk-questions = أسئلة موجَّهة إلى صاحب التعليق
desk-no-reply = لا جواب بعد.
desk-ask = سؤال صاحب التعليق
desk-held = محجوب
desk-hold = حجب
desk-lift = رفع الحجب
step-implementation = ربط التعليقات المقبولة بالكلمات التي تغيرت
implementation-title = المسودة { $number }: ما تنفذه
implementation-lead = { $n ->
    [0] كل نقطة مقبولة مرتبطة بتغيير أو مبيَّنٌ سبب عدم تنفيذها.
    [zero] كل نقطة مقبولة مرتبطة بتغيير أو مبيَّنٌ سبب عدم تنفيذها.
    [one] نقطة مقبولة واحدة غير مرتبطة بعدُ بأي تغيير.
    [two] نقطتان مقبولتان غير مرتبطتين بعدُ بأي تغيير.
    [few] { $n } نقاط مقبولة غير مرتبطة بعدُ بأي تغيير.
    [many] { $n } نقطة مقبولة غير مرتبطة بعدُ بأي تغيير.
   *[other] { $n } نقطة مقبولة غير مرتبطة بعدُ بأي تغيير.
}
implementation-none = لا توجد نقاط مقبولة لتنفيذها.
implementation-where = أي المقاطع المتغيرة ينفذها؟
implementation-adopted = { $percent } في المائة من الكلمات المقترحة واردة هنا الآن
implementation-others = مقاطع متغيرة أخرى
implementation-not = لم تُنفَّذ
implementation-save = حفظ
implementation-own = أنتم من أنشأ هذا الربط. ويجب أن يتحقق شخص آخر من الكلمات.
implementation-verify = تحققتُ: هذه الكلمات تنفذها
publication-open = { $n ->
    [zero] لا توجد تعليقات على المسودات السابقة بلا رد منشور
    [one] تعليق واحد على المسودات السابقة بلا رد منشور
    [two] تعليقان على المسودات السابقة بلا رد منشور
    [few] { $n } تعليقات على المسودات السابقة بلا رد منشور
    [many] { $n } تعليقاً على المسودات السابقة بلا رد منشور
   *[other] { $n } تعليق على المسودات السابقة بلا رد منشور
}
publication-lost = { $n ->
    [zero] لا يفقد أي تعليق على المسودة السابقة موضعه.
    [one] تعليق واحد على المسودة السابقة يفقد موضعه.
    [two] تعليقان على المسودة السابقة يفقدان موضعهما.
    [few] { $n } تعليقات على المسودة السابقة تفقد موضعها.
    [many] { $n } تعليقاً على المسودة السابقة تفقد موضعها.
   *[other] { $n } تعليق على المسودة السابقة تفقد موضعها.
}
publication-none-lost = تحتفظ جميع التعليقات على المسودة السابقة بمواضعها.
publication-lost-title = تعليقات بلا موضع
publication-lost-lead = تبقى مرتبطة بالمسودة التي كُتبت عليها وتُعرض فيها. انظر في كل منها قبل النشر: إذا كانت فقرته قد نُقلت فحسب، فصحِّح صلتها أولاً.
publication-lost-unpublished = تعليق لم يُنشر بعد
publication-lost-paragraph = حُذفت فقرته
publication-lost-passage = لم يعد المقطع الذي اقتبسه موجوداً:
publication-lost-answered = تم الرد عليه
publication-lost-open = لم يُرد عليه بعد
publication-lost-more = و{ $n } غيرها.
publication-all-answered = رُدَّ على جميع التعليقات على المسودات السابقة
publication-acknowledge-open = { $n ->
    [zero] النشر من دون تعليقات بلا رد؛ ويُعرض العدد على القراء.
    [one] النشر مع بقاء تعليق واحد بلا رد؛ ويُعرض العدد على القراء.
    [two] النشر مع بقاء تعليقين بلا رد؛ ويُعرض العدد على القراء.
    [few] النشر مع بقاء { $n } تعليقات بلا رد؛ ويُعرض العدد على القراء.
    [many] النشر مع بقاء { $n } تعليقاً بلا رد؛ ويُعرض العدد على القراء.
   *[other] النشر مع بقاء { $n } تعليق بلا رد؛ ويُعرض العدد على القراء.
}
rounds-publication = متى تصبح التعليقات علنية، بعد أن ينظر فيها أحد الموظفين
publication-after_closing = بعد إغلاق الجولة
publication-in_batches = والجولة مفتوحة: خمس مساهمات معاً على الأقل، ومرة واحدة في اليوم على الأكثر
desk-contested = يعترض صاحب التعليق على ذلك.
desk-private = سبب لصاحب التعليق وحده
desk-verdict = رأي صاحب التعليق:
