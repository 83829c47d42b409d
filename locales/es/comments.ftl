# Where a comment belongs
place-paragraph = Párrafo { $label }
place-passage = Pasaje { $ordinal }
place-gap = Falta algo después del párrafo { $label }
place-gap-passage = Falta algo después del pasaje { $ordinal }
place-section = Sección «{ $label }»
place-draft = Todo el proyecto
place-question = Pregunta { $label }
comment-published = publicada el { $date }
comment-amended = modificada el { $date }
comment-late = fuera de plazo
comment-hidden = El autor de esta observación no publica su texto. Se ha leído y se responde a ella como a todas las demás.
comment-proposed = Redacción propuesta
comment-reason = Justificación
stub-personal_data = Retenida por la oficina: datos personales de terceros
stub-threat = Retenida por la oficina: amenaza
stub-hate = Retenida por la oficina: expresiones de odio
stub-spam = Retenida por la oficina: mensaje no deseado
stub-withdrawn = Retirada por su autor
stub-erased = Borrada por su autor
speaker-claims = dice hablar en nombre de un Estado o una organización, lo que la oficina aún no ha confirmado
speaker-client = en nombre de, o con financiación de:
group-coarse = No se muestra el grupo porque pertenecen a él menos de diez participantes
group-member_state = Estado Miembro
group-international_organisation = Organización internacional
group-un_entity = Entidad de las Naciones Unidas
group-special_procedure_or_treaty_body = Procedimiento especial u órgano de tratado
group-national_human_rights_institution = Institución nacional de derechos humanos
group-civil_society = Organización de la sociedad civil
group-private_sector = Sector privado
group-technical_community = Comunidad técnica
group-academia = Círculos académicos
group-affected_community = Comunidades afectadas
group-indigenous_people = Pueblos Indígenas
group-organisation_of_persons_with_disabilities = Organización de personas con discapacidad
group-workers_and_trade_unions = Trabajadores y sindicatos
group-local_authority = Autoridad local
group-individual = Particular
group-undisclosed = Prefiero no decirlo
group-not_given = Grupo no indicado
region-africa = África
region-asia_pacific = Asia y el Pacífico
region-eastern_europe = Europa Oriental
region-latin_america_caribbean = América Latina y el Caribe
region-western_europe_and_others = Europa Occidental y otros países
region-global = Todo el mundo
region-undisclosed = Prefiero no decirlo
kind-general = De carácter general
kind-substantive = Sobre el fondo
kind-technical = De carácter técnico
kind-editorial = De redacción
kind-translation = Sobre la traducción
kind-question = Pregunta
# What the public will see of a comment
level-named = Mi nombre, mi organización y el texto
level-organisation_only = Mi organización y el texto
level-group_only = Solo mi grupo, mi región y el texto
level-not_published = Solo que hay una observación y qué se decidió
level-hint-named = Los nombres aparecen cuando la oficina ha confirmado quién habla.
level-hint-organisation_only = No se guarda el nombre de la persona.
level-hint-group_only = No se guarda ningún nombre.
level-hint-not_published = La oficina lee el texto; el público, no. No se guarda ningún nombre.
decision-accepted = Aceptada
decision-accepted_with_modification = Aceptada con modificaciones
decision-already_addressed = Ya figura en el texto
decision-noted = Se toma nota, texto sin cambios
decision-not_accepted = No aceptada
decision-out_of_scope = Fuera del ámbito del texto
decision-deferred = Aplazada
decision-duplicate = Igual que otra observación
decision-answered = Pregunta respondida
progress-pending = El cambio llegará con un proyecto posterior.
progress-applied = Texto modificado, aún sin comprobar por una segunda persona:
progress-verified = Texto modificado, comprobado por una segunda persona:
progress-not_applied = No aplicada:
answer-title = Respuesta de la oficina
answer-reason-hidden = El motivo no se muestra porque revelaría la observación. Su autor puede leerlo.
answer-words = proyecto { $draft }, pasaje { $ordinal }
answer-words-label = proyecto { $draft }, párrafo { $label }
verdict-author = Para el autor, la respuesta es:
verdict-satisfied = satisfactoria
verdict-partly_satisfied = satisfactoria en parte
verdict-not_satisfied = no satisfactoria
# The five marks of the loop
loop-title = En qué punto está esta observación
loop-received = Recepción
loop-decided = Decisión
loop-applied = Aplicación
loop-verified = Comprobación
loop-verdict = Valoración del autor
loop-not-yet = (todavía no)
loop-skipped = (no es necesario)
loop-unchanged = Con respuesta; texto sin cambios
loop-of = de { $of }
loop-satisfied = { $n ->
    [one] De { $of } valoraciones públicas, { $n } dice que la respuesta es «satisfactoria».
    [many] De { $of } valoraciones públicas, { $n } dicen que la respuesta es «satisfactoria».
   *[other] De { $of } valoraciones públicas, { $n } dicen que la respuesta es «satisfactoria».
}
margin-comments = { $n ->
    [one] { $n } observación
    [many] { $n } de observaciones
   *[other] { $n } observaciones
}
margin-answered-none = (aún sin respuesta)
margin-answered-some = (algunas con respuesta)
margin-answered-all = (todas con respuesta)
margin-comment = Su observación
