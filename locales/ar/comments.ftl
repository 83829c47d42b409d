# Where a comment belongs
place-paragraph = الفقرة { $label }
place-passage = المقطع { $ordinal }
place-gap = هناك شيء ناقص بعد الفقرة { $label }
place-gap-passage = هناك شيء ناقص بعد المقطع { $ordinal }
place-section = القسم «{ $label }»
place-draft = المسودة كلها
place-question = السؤال { $label }
comment-published = نُشر في { $date }
comment-amended = عُدّل في { $date }
comment-late = ورد متأخراً
comment-hidden = اختار صاحب هذا التعليق عدم نشر نصه. وقد قُرئ ويُرَد عليه كغيره من التعليقات.
comment-proposed = الصياغة المقترحة
comment-reason = التعليل
stub-personal_data = حجبه المكتب: بيانات شخصية تخص آخرين
stub-threat = حجبه المكتب: تهديد
stub-hate = حجبه المكتب: كراهية
stub-spam = حجبه المكتب: محتوى دعائي أو عشوائي
stub-withdrawn = سحبه صاحبه
stub-erased = محاه صاحبه
speaker-claims = يتكلم باسم دولة أو منظمة، ولم يؤكد المكتب ذلك بعد
speaker-client = بالنيابة عن الجهة التالية، أو بتمويل منها:
group-coarse = الفئة غير معروضة، لأن عدد المساهمين المنتمين إليها أقل من عشرة
group-member_state = دولة عضو
group-international_organisation = منظمة دولية
group-un_entity = كيان تابع للأمم المتحدة
group-special_procedure_or_treaty_body = إجراء خاص أو هيئة معاهدات
group-national_human_rights_institution = مؤسسة وطنية لحقوق الإنسان
group-civil_society = منظمة مجتمع مدني
group-private_sector = القطاع الخاص
group-technical_community = الأوساط التقنية
group-academia = الأوساط الأكاديمية
group-affected_community = المجتمعات المتأثرة
group-indigenous_people = الشعوب الأصلية
group-organisation_of_persons_with_disabilities = منظمة للأشخاص ذوي الإعاقة
group-workers_and_trade_unions = العمال ونقابات العمال
group-local_authority = سلطة محلية
group-individual = فرد
group-undisclosed = أفضّل عدم الإفصاح
group-not_given = الفئة غير مذكورة
region-africa = أفريقيا
region-asia_pacific = آسيا والمحيط الهادئ
region-eastern_europe = أوروبا الشرقية
region-latin_america_caribbean = أمريكا اللاتينية ومنطقة البحر الكاريبي
region-western_europe_and_others = أوروبا الغربية ومناطق أخرى
region-global = على صعيد العالم
region-undisclosed = أفضّل عدم الإفصاح
kind-general = عام
kind-substantive = في المضمون
kind-technical = تقني
kind-editorial = تحريري
kind-translation = بشأن الترجمة
kind-question = سؤال
# What the public will see of a comment
level-named = اسمي واسم منظمتي والنص
level-organisation_only = اسم منظمتي والنص
level-group_only = فئتي ومنطقتي فقط، والنص
level-not_published = لا شيء سوى أن هناك تعليقاً، وما تقرر بشأنه
level-hint-named = تظهر الأسماء بعد أن يؤكد المكتب هوية المتكلم.
level-hint-organisation_only = لا يُخزَّن اسم أي شخص.
level-hint-group_only = لا يُخزَّن أي اسم.
level-hint-not_published = يقرأ المكتب النص ولا يقرؤه الجمهور. ولا يُخزَّن أي اسم.
decision-accepted = قُبل
decision-accepted_with_modification = قُبل مع تعديلات
decision-already_addressed = وارد في النص بالفعل
decision-noted = أُحيط به علماً، دون تغيير النص
decision-not_accepted = لم يُقبل
decision-out_of_scope = خارج نطاق النص
decision-deferred = أُرجئ
decision-duplicate = مطابق لتعليق آخر
decision-answered = أُجيب عن السؤال
progress-pending = سيرد التغيير في مسودة لاحقة.
progress-applied = تغيرت الكلمات، ولم يتحقق منها موظف ثان بعد:
progress-verified = تغيرت الكلمات، وتحقق منها موظف ثان:
progress-not_applied = لم يُنفَّذ:
answer-title = رد المكتب
answer-reason-hidden = لا يُعرض التعليل لأنه يكشف مضمون التعليق. ويمكن لصاحب التعليق قراءته.
answer-words = المسودة { $draft }، المقطع { $ordinal }
answer-words-label = المسودة { $draft }، الفقرة { $label }
verdict-author = رأي صاحب التعليق في الرد:
verdict-satisfied = مُرضٍ
verdict-partly_satisfied = مُرضٍ جزئياً
verdict-not_satisfied = غير مُرضٍ
# The five marks of the loop
loop-title = المرحلة التي بلغها هذا التعليق
loop-received = استُلم
loop-decided = بُتَّ فيه
loop-applied = نُفِّذ
loop-verified = جرى التحقق منه
loop-verdict = رأي صاحبه
loop-not-yet = (ليس بعد)
loop-skipped = (لا حاجة إلى ذلك)
loop-unchanged = رُدَّ عليه؛ ولم يتغير النص
loop-of = من أصل { $of }
loop-satisfied = { $n ->
    [zero] لا يرد وصف «مُرضٍ» في أي من الآراء العلنية (عددها { $of }).
    [one] يرد وصف «مُرضٍ» في رأي واحد من الآراء العلنية (عددها { $of }).
    [two] يرد وصف «مُرضٍ» في رأيين من الآراء العلنية (عددها { $of }).
    [few] يرد وصف «مُرضٍ» في { $n } آراء من الآراء العلنية (عددها { $of }).
    [many] يرد وصف «مُرضٍ» في { $n } رأياً من الآراء العلنية (عددها { $of }).
   *[other] يرد وصف «مُرضٍ» في { $n } رأي من الآراء العلنية (عددها { $of }).
}
margin-comments = { $n ->
    [zero] لا تعليقات
    [one] تعليق واحد
    [two] تعليقان
    [few] { $n } تعليقات
    [many] { $n } تعليقاً
   *[other] { $n } تعليق
}
margin-answered-none = (لم يُرَد على أي منها بعد)
margin-answered-some = (رُدَّ على بعضها)
margin-answered-all = (رُدَّ عليها جميعاً)
margin-comment = إضافة تعليق
