relation-unchanged = لم تتغير
relation-edited = معدَّلة
relation-moved = منقولة
relation-moved_and_edited = منقولة ومعدَّلة
relation-split = مقسَّمة
relation-merged = مدمجة
relation-added = جديدة
relation-removed = محذوفة
relation-margin-edited = معدَّلة
relation-margin-moved = منقولة
relation-margin-moved_and_edited = منقولة ومعدَّلة
relation-margin-split = مقسَّمة
relation-margin-merged = مدمجة
relation-margin-added = جديدة
relation-margin-removed = محذوفة
relation-count-unchanged = { $n ->
    [zero] لا فقرات دون تغيير
    [one] فقرة واحدة لم تتغير
    [two] فقرتان لم تتغيرا
    [few] { $n } فقرات لم تتغير
    [many] { $n } فقرة لم تتغير
   *[other] { $n } فقرة لم تتغير
}
relation-count-edited = { $n ->
    [zero] لا فقرات معدَّلة
    [one] فقرة واحدة معدَّلة
    [two] فقرتان معدَّلتان
    [few] { $n } فقرات معدَّلة
    [many] { $n } فقرة معدَّلة
   *[other] { $n } فقرة معدَّلة
}
relation-count-moved = { $n ->
    [zero] لا فقرات منقولة
    [one] فقرة واحدة منقولة
    [two] فقرتان منقولتان
    [few] { $n } فقرات منقولة
    [many] { $n } فقرة منقولة
   *[other] { $n } فقرة منقولة
}
relation-count-moved_and_edited = { $n ->
    [zero] لا فقرات منقولة ومعدَّلة
    [one] فقرة واحدة منقولة ومعدَّلة
    [two] فقرتان منقولتان ومعدَّلتان
    [few] { $n } فقرات منقولة ومعدَّلة
    [many] { $n } فقرة منقولة ومعدَّلة
   *[other] { $n } فقرة منقولة ومعدَّلة
}
relation-count-split = { $n ->
    [zero] لا فقرات ناتجة عن تقسيم
    [one] فقرة واحدة ناتجة عن تقسيم
    [two] فقرتان ناتجتان عن تقسيم
    [few] { $n } فقرات ناتجة عن تقسيم
    [many] { $n } فقرة ناتجة عن تقسيم
   *[other] { $n } فقرة ناتجة عن تقسيم
}
relation-count-merged = { $n ->
    [zero] لا فقرات مدمجة
    [one] فقرة واحدة مدمجة
    [two] فقرتان مدمجتان
    [few] { $n } فقرات مدمجة
    [many] { $n } فقرة مدمجة
   *[other] { $n } فقرة مدمجة
}
relation-count-added = { $n ->
    [zero] لا فقرات جديدة
    [one] فقرة واحدة جديدة
    [two] فقرتان جديدتان
    [few] { $n } فقرات جديدة
    [many] { $n } فقرة جديدة
   *[other] { $n } فقرة جديدة
}
relation-count-removed = { $n ->
    [zero] لا فقرات محذوفة
    [one] فقرة واحدة محذوفة
    [two] فقرتان محذوفتان
    [few] { $n } فقرات محذوفة
    [many] { $n } فقرة محذوفة
   *[other] { $n } فقرة محذوفة
}
redline-deleted = محذوف:
redline-coarse = هذا المقطع طويل إلى حد أنه قورن بأجزاء أكبر من الكلمات.
redline-inserted = مضاف:
cause-heading = ما سبب هذا التغيير؟
cause-legal_review = مراجعة قانونية
cause-inter_agency_clearance = موافقة مشتركة بين الوكالات
cause-bilateral_consultation = مشاورة ثنائية
cause-senior_decision = قرار من الإدارة العليا
cause-consequential = نتيجة تغيير آخر
cause-editorial = تعديل تحريري
problem-contents-dropped = أُغفل جدول المحتويات؛ فالمنصة تُعد جدولها بنفسها.
problem-figure-without-description = هناك صورة بلا وصف؛ ومن لا يستطيع رؤيتها من القراء لا يصله منها شيء.
problem-html-dropped = أُغفلت شفرة HTML الخام.
problem-link-dropped = فقد رابطٌ عنوانه لأنه ليس من نوع http أو https أو mailto.
problem-formula-flattened = قُرئت صيغة رياضية بوصفها نصاً عادياً.
problem-note-missing = يشير النص إلى حاشية غير موجودة في الملف.
problem-text-box-moved = وُضع مربع نص بعد الفقرة التي يتبعها.
problem-unknown-content = أُغفل محتوى من نوع غير معروف.
problem-nested-table = قُرئ جدول داخل خلية بوصفه نصاً.
problem-tracked-changes = في الملف تغييرات متعقَّبة؛ وقد قُبلت أو رُفضت وفقاً لاختياركم.
problem-word-comments = في الملف تعليقات من برنامج معالجة النصوص؛ وهي ليست جزءاً من النص.
problem-encoding = الملف ليس بالترميز المتوقع وقُرئ بترميز Windows-1252؛ يُرجى التحقق من الحروف ذات العلامات.
problem-hidden-text = أُغفل نص مخفي في معالج النصوص.
problem-struck-text = قُرئ النص المشطوب كغيره؛ فإن كان المراد حذفه فليُحذف بخاصية تعقب التغييرات.
problem-running-head-dropped = أُغفلت رؤوس الصفحات وتذييلاتها.
problem-more = توجد مواضع أخرى من هذا القبيل غير مدرجة هنا.
cause-comments = تعليقات
