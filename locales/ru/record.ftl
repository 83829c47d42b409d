record-home-title = Консультации
record-home-heading = Проекты для замечаний и судьба каждого замечания
record-home-lead = Читайте последовательные проекты текста, смотрите, что и почему изменилось от одного к другому. Учётная запись не нужна.
record-home-empty = Пока не опубликовано ни одной консультации.
state-group-open = Идут сейчас
state-group-forthcoming = Предстоящие
state-group-under_resolution = Готовятся ответы
state-group-results_published = Результаты опубликованы
state-group-closed = Завершённые
state-open = Замечания принимаются
state-forthcoming = Предстоит
state-under_resolution = Готовятся ответы на замечания
state-results_published = Результаты опубликованы
state-closed = Приём замечаний завершён
round-open-until = Замечания принимаются до { $at } (по времени организатора)
round-in-utc = { $at } по всемирному времени (UTC)
round-opens = Приём замечаний начнётся { $at } (по времени организатора)
round-closes = и завершится { $at }
round-closed = Приём замечаний завершён { $at } (по времени организатора)
round-invited = По приглашению
round-extended = Срок продлён; приём должен был завершиться { $old }. Причина:
consultation-timeline = Проекты
consultation-no-drafts = Пока не опубликовано ни одного проекта.
consultation-promise = Как будут использованы ваши замечания
record-draft-title = Проект { $number }: { $name }
record-draft-number = проект { $number }
record-published = Опубликован { $date }
record-languages = Языки:
record-authoritative = (аутентичный)
record-download = Скачать:
record-what-changed = Что изменилось после проекта { $number }
record-nothing-changed = После проекта { $number } ничего не изменилось.
record-later-draft = Есть более поздний проект: проект { $number }, { $name }
record-paragraph-count = { $n ->
    [one] { $n } нумерованный пункт
    [few] { $n } нумерованных пункта
    [many] { $n } нумерованных пунктов
   *[other] { $n } нумерованного пункта
}
record-contents = Содержание
record-whole-text = Весь текст на одной странице
record-pages = Страницы
record-previous = Предыдущая страница
record-next = Следующая страница
record-page-of = Страница { $page } из { $pages }
record-notes = Сноски
record-back-to-text = Сноска { $mark }, назад к тексту
record-table = Таблица; прокрутите, если она шире экрана
record-figure = Рисунок:
record-paragraph = Пункт { $label }
record-passage = Фрагмент { $ordinal }
record-since = после проекта { $number }
record-the-text = Текст
record-not-in-this-language = В версии на этом языке такого фрагмента нет.
record-life = История этого фрагмента
record-life-lead = { $n ->
    [one] Содержится в { $n } проекте.
    [few] От первого из { $n } проектов до последнего, с изменёнными словами и причинами.
    [many] От первого из { $n } проектов до последнего, с изменёнными словами и причинами.
   *[other] От первого из { $n } проекта до последнего, с изменёнными словами и причинами.
}
record-changes-in = Что изменилось ({ $language })
record-neighbours = Соседние фрагменты
record-previous-passage = Предыдущий фрагмент
record-next-passage = Следующий фрагмент
record-compare-title = Проект { $new } в сравнении с проектом { $old }
record-compare-lead = От «{ $old }» к «{ $new }»
record-compare-nothing = Между этими проектами ничего не изменилось.
record-compare-doubtful = { $n ->
    [one] Между этими проектами есть { $n } сомнительная связь, не подтверждённая человеком.
    [few] Между этими проектами есть { $n } сомнительные связи, не подтверждённые человеком.
    [many] Между этими проектами есть { $n } сомнительных связей, не подтверждённых человеком.
   *[other] Между этими проектами есть { $n } сомнительной связи, не подтверждённой человеком.
}
record-compare-with = Сравнить:
record-only-changes = Только изменения
record-all-text = Весь текст
record-inline = В одном тексте
record-side = Рядом
record-compare-kinds = Виды изменений: выберите один, чтобы увидеть только его
record-next-change = Следующее изменение
record-in-draft = В проекте { $number }:
record-doubtful = Сомнительно
