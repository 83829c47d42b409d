queue-title = Замечания
queue-steps = Что нужно сделать
queue-all = Все
queue-step-new = Просмотреть
queue-step-undecided = Без ответа
queue-step-proposed = Утвердить
queue-step-returned = Возвращены
queue-step-approved = Утверждены
queue-step-answered = С ответом
queue-step-asked = Задан вопрос, ответа ещё нет
queue-step-withheld = Скрыты
queue-step-contested = Оспорены
queue-round = Раунд по проекту { $draft }
queue-cleared = { $n ->
    [one] { $n } замечание просмотрено и может быть опубликовано.
    [few] { $n } замечания просмотрены и могут быть опубликованы.
    [many] { $n } замечаний просмотрено и может быть опубликовано.
   *[other] { $n } замечания просмотрено и может быть опубликовано.
}
queue-waiting = { $n ->
    [one] { $n } замечание ожидает просмотра.
    [few] { $n } замечания ожидают просмотра.
    [many] { $n } замечаний ожидают просмотра.
   *[other] { $n } замечания ожидает просмотра.
}
queue-publish-batch = Опубликовать просмотренное
queue-approved = { $n ->
    [one] Можно опубликовать { $n } утверждённый ответ.
    [few] Можно опубликовать { $n } утверждённых ответа.
    [many] Можно опубликовать { $n } утверждённых ответов.
   *[other] Можно опубликовать { $n } утверждённого ответа.
}
queue-publish-answers = Опубликовать утверждённые ответы
queue-empty = Здесь ничего нет.
queue-seen = Просмотрено мной
queue-clear = Пометить отмеченные как просмотренные
comment-state-waiting = ожидает просмотра
comment-state-cleared = просмотрено, ещё не опубликовано
comment-state-published = опубликовано
comment-state-withheld = скрыто
comment-state-withdrawn = отозвано
comment-state-erased = удалено
answer-status-proposed = ожидает утверждения
answer-status-returned = возвращён
answer-status-approved = утверждён, ещё не опубликован
answer-status-published = ответ опубликован
answer-status-superseded = заменён
answer-proposed-by = предлагает { $name }
answer-approved-by = утверждает { $name }
answer-many = { $n ->
    [one] ответ на { $n } замечание
    [few] ответ на { $n } замечания
    [many] ответ на { $n } замечаний
   *[other] ответ на { $n } замечания
}
answer-returned = Возвращён:
answer-own = Этот ответ предложили вы. Утвердить его должен кто-то другой.
answer-approve = Утвердить
answer-send-back = Вернуть
answer-anew = Предложить другой ответ
answer-another-part = Ещё одна часть ответа
answer-other-languages = Другие языки
answer-reason-in = Обоснование, которое читают все:
answer-private-in = Обоснование только для автора:
answer-propose = Предложить этот ответ
desk-comment-said = Текст замечания
desk-clear = Просмотрено мной; можно публиковать
desk-confirm = Подтвердить, кто выступает
desk-confirmed = Подтверждено:
desk-questions = Вопросы автору
desk-no-reply = Ответа пока нет.
desk-ask = Задать вопрос автору
desk-held = Скрыто
desk-hold = Скрыть
desk-lift = Больше не скрывать
step-implementation = Связать принятые замечания с изменёнными словами
implementation-title = Проект { $number }: какие замечания в нём отражены
implementation-lead = { $n ->
    [0] Каждое принятое замечание связано с изменением или пояснено.
    [one] { $n } принятое замечание ещё не связано с изменением.
    [few] { $n } принятых замечания ещё не связаны с изменением.
    [many] { $n } принятых замечаний ещё не связаны с изменением.
   *[other] { $n } принятого замечания ещё не связано с изменением.
}
implementation-none = Принятых замечаний, которые нужно отразить, нет.
implementation-where = В каких изменённых фрагментах это отражено?
implementation-adopted = { $percent } % предложенных слов теперь стоят здесь
implementation-others = Другие изменённые фрагменты
implementation-not = Это не отражено
implementation-save = Сохранить
implementation-own = Эту связь указали вы. Слова должен проверить кто-то другой.
implementation-verify = Проверено мной: эти слова отражают замечание
publication-open = { $n ->
    [one] { $n } замечание к предыдущим проектам без опубликованного ответа
    [few] { $n } замечания к предыдущим проектам без опубликованного ответа
    [many] { $n } замечаний к предыдущим проектам без опубликованного ответа
   *[other] { $n } замечания к предыдущим проектам без опубликованного ответа
}
publication-lost = { $n ->
    [one] { $n } замечание к предыдущему проекту теряет своё место.
    [few] { $n } замечания к предыдущему проекту теряют своё место.
    [many] { $n } замечаний к предыдущему проекту теряют своё место.
   *[other] { $n } замечания к предыдущему проекту теряют своё место.
}
publication-none-lost = Все замечания к предыдущему проекту сохраняют своё место.
publication-lost-title = Замечания без своего места
publication-lost-lead = Они остаются связаны с тем проектом, к которому написаны, и показаны там. Просмотрите каждое перед публикацией: если пункт лишь перемещён, сначала исправьте связь.
publication-lost-unpublished = Замечание ещё не опубликовано
publication-lost-paragraph = его пункт исключён
publication-lost-passage = цитируемого фрагмента больше нет:
publication-lost-answered = есть ответ
publication-lost-open = ответа ещё нет
publication-lost-more = И ещё { $n }.
publication-all-answered = на все замечания к предыдущим проектам даны ответы
publication-acknowledge-open = { $n ->
    [one] Опубликовать, хотя без ответа остаётся { $n } замечание; это число увидят читатели.
    [few] Опубликовать, хотя без ответа остаются { $n } замечания; это число увидят читатели.
    [many] Опубликовать, хотя без ответа остаётся { $n } замечаний; это число увидят читатели.
   *[other] Опубликовать, хотя без ответа остаётся { $n } замечания; это число увидят читатели.
}
rounds-publication = Когда публикуются замечания, просмотренные сотрудником
publication-after_closing = После завершения раунда
publication-in_batches = В ходе раунда: материалы не менее чем пяти участников сразу, не чаще раза в день
desk-contested = Автор замечания возражает против этого.
desk-private = Обоснование только для автора
desk-verdict = Оценка автора замечания:
