# Where a comment belongs
place-paragraph = Пункт { $label }
place-passage = Фрагмент { $ordinal }
place-gap = Чего-то не хватает после пункта { $label }
place-gap-passage = Чего-то не хватает после фрагмента { $ordinal }
place-section = Раздел «{ $label }»
place-draft = Проект в целом
place-question = Вопрос { $label }
comment-published = опубликовано { $date }
comment-amended = изменено { $date }
comment-late = представлено с опозданием
comment-hidden = Автор этого замечания не публикует его текст. Замечание прочитано, и на него даётся ответ, как и на все остальные.
comment-proposed = Предлагаемая формулировка
comment-reason = Обоснование
stub-personal_data = Скрыто подразделением: личные данные других лиц
stub-threat = Скрыто подразделением: угроза
stub-hate = Скрыто подразделением: разжигание ненависти
stub-spam = Скрыто подразделением: спам
stub-withdrawn = Отозвано автором
stub-erased = Удалено автором
speaker-claims = выступает от имени государства или организации; подразделение этого ещё не подтвердило
speaker-client = от имени или на средства:
group-coarse = Группа не указана, поскольку к ней относятся менее десяти участников
group-member_state = Государство-член
group-international_organisation = Международная организация
group-un_entity = Структура Организации Объединённых Наций
group-special_procedure_or_treaty_body = Специальная процедура или договорный орган
group-national_human_rights_institution = Национальное правозащитное учреждение
group-civil_society = Организация гражданского общества
group-private_sector = Частный сектор
group-technical_community = Техническое сообщество
group-academia = Научные круги
group-affected_community = Затронутые сообщества
group-indigenous_people = Коренные народы
group-organisation_of_persons_with_disabilities = Организация инвалидов
group-workers_and_trade_unions = Трудящиеся и профсоюзы
group-local_authority = Местный орган власти
group-individual = Частное лицо
group-undisclosed = Предпочитаю не указывать
group-not_given = Группа не указана
region-africa = Африка
region-asia_pacific = Азия и Тихоокеанский регион
region-eastern_europe = Восточная Европа
region-latin_america_caribbean = Латинская Америка и Карибский бассейн
region-western_europe_and_others = Западная Европа и другие
region-global = Весь мир
region-undisclosed = Предпочитаю не указывать
kind-general = Общее
kind-substantive = По существу
kind-technical = Техническое
kind-editorial = Редакционное
kind-translation = О переводе
kind-question = Вопрос
# What the public will see of a comment
level-named = Моё имя, мою организацию и текст
level-organisation_only = Мою организацию и текст
level-group_only = Только мою группу, регион и текст
level-not_published = Только то, что замечание есть и что по нему решено
level-hint-named = Имена показываются после того, как подразделение подтвердит, кто выступает.
level-hint-organisation_only = Имя человека не сохраняется.
level-hint-group_only = Имена и названия не сохраняются.
level-hint-not_published = Подразделение читает текст, остальные — нет. Имена и названия не сохраняются.
decision-accepted = Принято
decision-accepted_with_modification = Принято с изменениями
decision-already_addressed = Уже есть в тексте
decision-noted = Принято к сведению, текст не изменён
decision-not_accepted = Не принято
decision-out_of_scope = Выходит за рамки текста
decision-deferred = Отложено
decision-duplicate = Повторяет другое замечание
decision-answered = На вопрос дан ответ
progress-pending = Изменение появится в одном из следующих проектов.
progress-applied = Слова изменены; второй сотрудник их ещё не проверил:
progress-verified = Слова изменены, проверено вторым сотрудником:
progress-not_applied = Не отражено в тексте:
answer-title = Ответ подразделения
answer-reason-hidden = Обоснование не показано, поскольку раскрыло бы содержание замечания. Автор может его прочитать.
answer-words = проект { $draft }, фрагмент { $ordinal }
answer-words-label = проект { $draft }, пункт { $label }
verdict-author = Оценка автора:
verdict-satisfied = ответ удовлетворяет
verdict-partly_satisfied = ответ удовлетворяет частично
verdict-not_satisfied = ответ не удовлетворяет
# The five marks of the loop
loop-title = Какой путь прошло это замечание
loop-received = Получено
loop-decided = Решение принято
loop-applied = Отражено в тексте
loop-verified = Проверено
loop-verdict = Оценка автора
loop-not-yet = (ещё нет)
loop-skipped = (не требуется)
loop-unchanged = Ответ дан; текст не изменён
loop-of = из { $of }
loop-satisfied = { $n ->
    [one] Опубликовано оценок: { $of }, из них «ответ удовлетворяет»: { $n }.
    [few] Опубликовано оценок: { $of }, из них «ответ удовлетворяет»: { $n }.
    [many] Опубликовано оценок: { $of }, из них «ответ удовлетворяет»: { $n }.
   *[other] Опубликовано оценок: { $of }, из них «ответ удовлетворяет»: { $n }.
}
margin-comments = { $n ->
    [one] { $n } замечание
    [few] { $n } замечания
    [many] { $n } замечаний
   *[other] { $n } замечания
}
margin-answered-none = (ответов пока нет)
margin-answered-some = (ответы есть не на все)
margin-answered-all = (ответы есть на все)
margin-comment = Ваше замечание
