about-about-title = Acerca de este sitio
about-what = Aquí una oficina publica los sucesivos proyectos de un texto. Cualquier persona puede leer cada proyecto, compararlo con los anteriores y seguir un párrafo desde el primer proyecto hasta el último.
about-reading-title = Leer
about-reading = Cada proyecto se abre por su primera parte; el índice conduce a las demás. Cada párrafo tiene una dirección propia, que no cambia nunca. Los proyectos pueden leerse en varios idiomas; solo uno de ellos es el auténtico.
about-following-title = Seguir un cambio
about-following = De un proyecto a otro, cada párrafo se sigue por sus palabras y no por su número: el que ha cambiado de lugar se muestra como trasladado, y el que se ha dividido o fusionado, como tal. De cada cambio se indica la causa. Cuando un vínculo es dudoso, una persona de la oficina lo examina; lo que nadie ha confirmado se señala como dudoso.
about-frozen-title = Lo publicado permanece
about-frozen = Un proyecto publicado no cambia nunca. Los errores se subsanan mediante una corrección, que es a su vez un proyecto. Con cada texto se conserva la huella digital (SHA-256) del archivo a partir del cual se publicó.
about-terms-title = Las palabras que se usan aquí
about-edited = Han cambiado palabras; el párrafo sigue en su lugar.
about-moved = El párrafo está en otro lugar; sus palabras son las mismas.
about-split = Un párrafo se ha convertido en varios.
about-merged = Varios párrafos se han convertido en uno.
about-privacy-title = La privacidad, en pocas palabras
privacy-short = Aquí puede leerlo todo sin cuenta, sin cookies y sin scripts. No guardamos quién lee qué.
privacy-stored-title = Qué guardamos de los lectores
privacy-stored = Nada. Las páginas se sirven desde la memoria; el registro del servidor indica qué tipo de página se pidió y cuánto tardó, pero no quién la pidió.
privacy-not-stored-title = Qué no figura nunca en nuestros datos ni registros
privacy-not-stored = Las direcciones de red, el nombre y la versión de su navegador, la página de la que procede y los idiomas que pide su navegador. Para que nadie pueda impedir el acceso a los demás, una parte de cada dirección de red se mantiene en la memoria temporal, cifrada con una clave que cambia cada hora; nunca se guarda en disco.
privacy-part-title = Si usted participa
privacy-part = Su contribución se guarda con un código secreto que solo usted tiene; guardamos una huella digital del código, calculada con una clave, y no el código. Lo que usted no ha enviado está sellado y no podemos leerlo. Lo que ha enviado se guarda con el día, su grupo y su región, y con nombres solo si usted eligió publicarlos. Una persona de la oficina lo examina antes de que se haga público.
privacy-choices-title = Qué puede hacer con su código
privacy-choices = Leer las respuestas, contestar, decir si le satisfacen, solicitar una revisión, modificar su contribución mientras la ronda esté abierta, retirarla, mostrar menos o hacer que se borre. Se elimina aquí; pueden existir copias hechas por otras personas. Lo que se guarda sin enviar se elimina después de la ronda.
privacy-kept-title = Lo que queda un tiempo cuando usted retira algo
privacy-kept = Lo que usted retira, hace borrar o de lo que muestra menos desaparece de inmediato de todas las páginas y, en unas horas, de los archivos de la base de datos. El registro interno de la base y sus copias en otras máquinas de este sitio pueden conservarlo unos días más.
privacy-backups = Las copias de seguridad anteriores lo contienen hasta que se destruyen: este sitio las conserva { $days ->
        [one] { $days } día
        [many] { $days } días
       *[other] { $days } días
    }. Si hay que utilizar una, todo lo que desde entonces se retiró, se redujo o se borró recibe de nuevo el mismo trato antes de que nadie pueda leerlo; para ello se guarda, tanto tiempo como las copias, una lista de números sin palabras ni nombres.
privacy-style-title = Qué puede delatarle
privacy-style = Su forma de escribir y los lugares, fechas e historias que solo pocas personas pueden conocer. Si sale de un formulario por su enlace, es posible que el botón «Atrás» de su navegador todavía muestre la página.
privacy-staff-title = Personal
privacy-staff = Los miembros del personal tienen una cuenta con nombre, dependencia y dirección de correo electrónico. El formulario de acceso crea una cookie que desaparece al cerrar el navegador; al acceder se crea otra, que desaparece cuando salen o al cabo de un día.
privacy-limits-title = De qué no podemos protegerle
privacy-limits = Su red, su dispositivo y quienes los gestionan pueden ver que visita este sitio. Quienes gestionan los equipos y la conexión de este sitio pueden ver direcciones de red mientras se transmite una página. Si eso supone un peligro para usted, utilice el navegador Tor o la conexión de alguien de confianza.
about-accessibility-title = Declaración de accesibilidad
accessibility-aim = Este sitio aspira a cumplir las Pautas de Accesibilidad para el Contenido Web (WCAG) 2.2, nivel AA, en todas sus páginas y en los seis idiomas, tanto de derecha a izquierda como de izquierda a derecha.
accessibility-how-title = Cómo se hacen las páginas
accessibility-how = Todo funciona solo con el teclado, sin scripts, imágenes ni estilos, con 320 píxeles y al 400 %. Lo que indica el color se dice también con palabras. Las palabras suprimidas e insertadas se anuncian como tales a los lectores de pantalla.
accessibility-tested-title = Cómo se prueba el sitio
accessibility-tested = Cada versión se prueba en un navegador real, en inglés y en árabe, con colores claros y oscuros, y con comprobaciones automáticas de las reglas que lo permiten. Las páginas aún no han sido probadas por personas que utilizan a diario tecnologías de apoyo.
accessibility-gaps-title = Qué no está bien todavía
accessibility-gaps = En pantallas pequeñas, las tablas anchas deben desplazarse. Las imágenes de los proyectos están tan bien descritas como las haya descrito la oficina.
accessibility-contact-title = Si algo no le funciona
accessibility-contact = Comuníquelo a la oficina que lleva a cabo la consulta; su nombre figura en la página de la consulta. Recibirá lo que necesite en otro formato.
