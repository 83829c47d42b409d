relation-unchanged = Без изменений
relation-edited = Изменён
relation-moved = Перемещён
relation-moved_and_edited = Перемещён и изменён
relation-split = Разделён
relation-merged = Объединён
relation-added = Новый
relation-removed = Исключён
relation-margin-edited = Изменён
relation-margin-moved = Перемещён
relation-margin-moved_and_edited = Перемещён, изменён
relation-margin-split = Разделён
relation-margin-merged = Объединён
relation-margin-added = Новый
relation-margin-removed = Исключён
relation-count-unchanged = { $n ->
    [one] { $n } без изменений
    [few] { $n } без изменений
    [many] { $n } без изменений
   *[other] { $n } без изменений
}
relation-count-edited = { $n ->
    [one] { $n } изменён
    [few] { $n } изменены
    [many] { $n } изменено
   *[other] { $n } изменено
}
relation-count-moved = { $n ->
    [one] { $n } перемещён
    [few] { $n } перемещены
    [many] { $n } перемещено
   *[other] { $n } перемещено
}
relation-count-moved_and_edited = { $n ->
    [one] { $n } перемещён и изменён
    [few] { $n } перемещены и изменены
    [many] { $n } перемещено и изменено
   *[other] { $n } перемещено и изменено
}
relation-count-split = { $n ->
    [one] { $n } получен разделением
    [few] { $n } получены разделением
    [many] { $n } получено разделением
   *[other] { $n } получено разделением
}
relation-count-merged = { $n ->
    [one] { $n } объединён
    [few] { $n } объединены
    [many] { $n } объединено
   *[other] { $n } объединено
}
relation-count-added = { $n ->
    [one] { $n } новый
    [few] { $n } новых
    [many] { $n } новых
   *[other] { $n } нового
}
relation-count-removed = { $n ->
    [one] { $n } исключён
    [few] { $n } исключены
    [many] { $n } исключено
   *[other] { $n } исключено
}
redline-deleted = исключено:
redline-coarse = Этот фрагмент настолько длинный, что сравнивался более крупными частями, чем слова.
redline-inserted = добавлено:
cause-heading = Почему это изменено?
cause-legal_review = Правовая экспертиза
cause-inter_agency_clearance = Межучрежденческое согласование
cause-bilateral_consultation = Двусторонняя консультация
cause-senior_decision = Решение старшего руководства
cause-consequential = Вытекает из другого изменения
cause-editorial = Редакционная правка
problem-contents-dropped = Содержание опущено; платформа создаёт своё.
problem-figure-without-description = У изображения нет описания; читатели, которые его не видят, ничего о нём не узнают.
problem-html-dropped = Код HTML опущен.
problem-link-dropped = У ссылки удалён адрес, поскольку это не http, не https и не mailto.
problem-formula-flattened = Формула прочитана как обычный текст.
problem-note-missing = Текст ссылается на сноску, которой нет в файле.
problem-text-box-moved = Надпись помещена после своего пункта.
problem-unknown-content = Содержимое неизвестного вида опущено.
problem-nested-table = Таблица внутри ячейки прочитана как текст.
problem-tracked-changes = В файле есть исправления; они приняты или отклонены по вашему выбору.
problem-word-comments = В файле есть примечания текстового редактора; они не входят в текст.
problem-encoding = Файл не в ожидаемой кодировке и прочитан как Windows-1252; проверьте буквы с диакритическими знаками.
problem-hidden-text = Текст, скрытый в текстовом редакторе, опущен.
problem-struck-text = Зачёркнутый текст прочитан как обычный; если он должен исчезнуть, удалите его в режиме исправлений.
problem-running-head-dropped = Колонтитулы опущены.
problem-more = Таких мест больше, чем перечислено здесь.
cause-comments = Замечания
