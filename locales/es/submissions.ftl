comment-form-title = Su observación
part-title = Participar
part-lead = Formule una observación sobre un párrafo, junto a su texto, sobre una pregunta o sobre todo el proyecto. No necesita cuenta ni dar su nombre. Esto no es una votación: una buena razón cuenta más que cien copias.
part-whole = Formular una observación sobre todo el proyecto
part-questions = Preguntas de la oficina
part-paragraph = Formular una observación sobre este pasaje
part-section = Formular una observación sobre esta sección
part-gap = Falta algo después de este pasaje
form-late = La ronda se cerró el { $at }. Su contribución se aceptará con la indicación «fuera de plazo».
form-recommendation = Posible recomendación
form-help-title = Qué hace útil una observación
form-help-asked = Diga qué debería cambiar y por qué. Señale las palabras a las que se refiere.
form-help-effective = Proponga una redacción, si puede, y diga en qué experiencia o pruebas se basa.
form-help-no-vote = Esto no es una votación. Las cifras se publican, pero cada observación se responde en función de sus razones.
form-help-safe = Si para usted es peligroso que se sepa quién es, no mencione lugares, fechas ni historias que solo usted pueda contar.
form-more = Más sobre esta observación (opcional)
form-who = Quién habla
form-names = País, organización, nombre (opcional)
form-names-hint = Lo que no elija publicar más abajo no se guarda.
form-own-code = Ya tengo un código y quiero añadir esta observación a esa contribución
form-preview = Vista previa antes de enviar
form-keep = Guardar y escribir otra
form-exit = Salir de esta página
choice-none = —
choice-as-whole = Como en todas mis observaciones
consent-text = Acepto que la oficina guarde esta contribución y publique lo que he elegido más arriba. Puedo cambiar de opinión con mi código.
code-title = Su código secreto
code-keep = Anótelo o cópielo ahora. Es la única forma de volver a su contribución: nadie puede enviárselo de nuevo. Quien lo tenga puede actuar en su lugar.
kept-title = Guardado, aún sin enviar
kept-lead = { $n ->
    [0] Todavía no hay nada guardado con su código.
    [one] Hay una observación guardada con su código. Aún está sin enviar y la oficina no puede leerla.
    [many] Hay { $n } de observaciones guardadas con su código. Aún están sin enviar y la oficina no puede leerlas.
   *[other] Hay { $n } observaciones guardadas con su código. Aún están sin enviar y la oficina no puede leerlas.
}
kept-edit = Modificar
kept-remove = Quitar
kept-another = Formular una observación sobre otra cosa
kept-from-text = También puede seguir leyendo y escribir su código en el formulario junto a otro pasaje.
kept-to-text = Volver al texto
preview-title = Vista previa: lo que verá el público
preview-lead = Esto es exactamente lo que se publicará, una vez que lo haya examinado una persona de la oficina. Todavía no se ha enviado nada.
preview-lead-sent = Esto es exactamente lo que se publicará, una vez que lo haya examinado una persona de la oficina. Lo que envió antes sigue en pie hasta que envíe esto.
kept-add = Añadir otro comentario
preview-coarse = Su grupo y su región solo se muestran si pertenecen a ellos al menos diez participantes.
preview-date = La fecha que se muestre será la de la publicación, no la de su envío.
preview-traces = Algo de lo que sigue puede revelar quién es usted. Modifíquelo, elija no publicar el texto o continúe.
preview-trace-mail = En el texto hay una dirección de correo electrónico.
preview-trace-telephone = En el texto hay un número que parece un número de teléfono.
preview-trace-name = El texto contiene un nombre que usted ha elegido no publicar.
preview-trace-organisation = El texto habla de su propia organización. Algunos lectores podrían reconocerla.
preview-send-lead = No importa si la envía dos veces: se recibe una sola vez.
preview-send-again = Ya ha enviado una contribución con este código. Si la envía ahora, la sustituirá.
preview-send = Enviar
receipt-title = Acuse de recibo
receipt-received = { $n ->
    [one] Su contribución, con una observación, se ha recibido y guardado.
    [many] Su contribución, con { $n } de observaciones, se ha recibido y guardado.
   *[other] Su contribución, con { $n } observaciones, se ha recibido y guardado.
}
receipt-amended = { $n ->
    [one] Su contribución modificada, con una observación, se ha recibido y guardado.
    [many] Su contribución modificada, con { $n } de observaciones, se ha recibido y guardado.
   *[other] Su contribución modificada, con { $n } observaciones, se ha recibido y guardado.
}
receipt-late = Llegó después del cierre y lleva la indicación «fuera de plazo».
receipt-reference = Número para la oficina
receipt-date = Fecha de recepción
receipt-next = Qué ocurrirá ahora
receipt-step-read = Una persona de la oficina la lee.
receipt-step-public = Lo que usted ha elegido publicar aparece junto con otras contribuciones, con un número al azar.
receipt-step-answer = Cada observación recibe una respuesta motivada. Si el texto cambia, la respuesta muestra las palabras.
receipt-step-verdict = Con su código puede leer las respuestas y decir si le satisfacen.
receipt-change = Hasta el { $at } puede modificarla con su código; después podrá todavía retirarla, mostrar menos o hacer que se borre.
receipt-to-answers = Verla con mi código
receipt-print = Puede imprimir esta página.
receipt-separate = Si vuelve a escribir y no quiere que nadie relacione ambas contribuciones, empiece desde el texto con un código nuevo.
answers-title = Mis respuestas
answers-lead = Escriba el código secreto de su contribución.
answers-show = Mostrar
own-status-working_copy = Esto está guardado con su código, pero aún sin enviar. La oficina no puede leerlo.
own-status-submitted = Su contribución se ha recibido.
own-status-withdrawn = Usted ha retirado esta contribución.
own-status-erased = Esta contribución se ha borrado.
own-unsent = { $n ->
    [one] Con este código hay una copia con una observación que usted no ha enviado.
    [many] Con este código hay una copia con { $n } de observaciones que usted no ha enviado.
   *[other] Con este código hay una copia con { $n } observaciones que usted no ha enviado.
}
own-go-on = Ir a la vista previa
own-amend = Modificar mi contribución
own-not-public-yet = Esta observación aún no es pública. Usted la ve gracias a su código.
own-withdrawn = Usted ha retirado esta observación.
own-erased = Esta observación se ha borrado.
own-private = Motivo solo para usted
own-contested = Usted ha impugnado esta decisión. La oficina volverá a examinarla.
own-contest = Impugnar
own-question = La oficina le pregunta
own-reply = Respuesta
own-send-reply = Enviar la respuesta
own-verdict = Su valoración
own-verdict-question = ¿Qué le parece la respuesta?
own-verdict-public = Mostrar mi valoración al público
own-verdict-send = Guardar mi valoración
own-review = Solicitar una revisión
own-review-lead = Hasta el { $until } puede solicitar que alguien ajeno a la dependencia vuelva a examinar la respuesta.
own-review-send = Solicitar una revisión
own-review-filed = Su solicitud de revisión se presentó el { $filed }. Debe responderse a más tardar el { $due }.
own-more = Mostrar menos o retirarla
own-lower = Lo que verá el público a partir de ahora
own-lower-send = Mostrar menos
own-forget = Destruir lo que decía esta observación antes de que la modificara
own-withdraw-one = Retirar esta observación
own-all = Toda la contribución
own-copies = Se elimina aquí de inmediato. Pueden existir copias hechas por otras personas, y las copias de seguridad de este sitio lo conservan un tiempo: la página de privacidad indica cuánto.
own-withdraw = Retirar todo
own-withdraw-hint = Las observaciones retiradas ya no se responden. El registro solo dice que se retiraron.
own-erase = Borrar todo
own-erase-hint = Se destruyen todas las palabras, los nombres y las características. El registro solo dice que hubo una observación y qué se decidió.
notice-replied = Su respuesta se ha recibido.
notice-verdict = Su valoración se ha guardado.
notice-review = Su solicitud de revisión se ha presentado.
notice-contested = La oficina volverá a examinarla.
notice-lowered = El público ve ahora menos. Aquí se ha eliminado; pueden existir copias.
notice-withdrawn = Se ha retirado.
notice-forgotten = Las palabras anteriores se han destruido.
notice-erased = Aquí se ha borrado todo. Pueden existir copias.
own-verdict-hint = La oficina lee sus razones; el público ve solo la valoración, si usted lo desea.
offline-title = Rellenar una tabla sin conexión
offline-how = Para muchas observaciones, o si la red es lenta: escriba en una tabla en su equipo y entréguela aquí.
offline-step-download = Descargue el proyecto como tabla, con una fila por párrafo:
offline-step-fill = Escriba junto a los párrafos lo que tenga que decir. Deje los demás vacíos y no cambie la primera columna.
offline-step-hand-in = Entregue la tabla. Aún no se envía nada: verá cada fila, corregirá lo que no se haya podido leer y elegirá lo que verá el público.
offline-excel = Archivo de Excel
offline-word = Archivo de Word
offline-file-hint = Esta tabla, o una propia (Excel, OpenDocument, CSV, Word) con columnas para el lugar y la observación. Como máximo 500 observaciones.
offline-hand-in = Leer la tabla
offline-sheet = Observaciones
offline-lead = Escriba en las columnas vacías. No cambie la primera columna: indica a qué lugar corresponde la observación. Para una segunda observación sobre un párrafo, copie su fila.
rows-title = Filas por corregir: { $n }
rows-lead = Estas filas de su tabla se conservan tal como las escribió. Corríjalas o quítelas; todo lo demás ya está entre sus observaciones.
rows-row = Fila { $row }
rows-place = A qué corresponde (número del párrafo o sección, o dirección de la primera columna)
rows-no-place = La fila no dice a qué corresponde.
rows-place-unknown = El proyecto no tiene ese lugar, o tiene varios. Indique el número tal como figura en el texto.
rows-kind-unknown = «{ $typed }» no es un tipo de observación. Elija uno, o ninguno.
rows-remove = Quitar esta fila
rows-check = Volver a comprobar
