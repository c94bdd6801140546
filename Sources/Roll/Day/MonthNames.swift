/// Names of months and weekdays in the ten languages that petitions most often come in: English, French, Spanish,
/// Portuguese, German, Italian, Dutch, Polish, Arabic and Russian; full, short, and in the case that a date needs. All in
/// canonical form.
enum MonthNames {
  /// 1 to 12; nil for another word.
  static func month(_ word: String) -> Int? { months[word] }
  /// 0, Monday, to 6, Sunday; nil for another word.
  static func weekday(_ word: String) -> Int? { weekdays[word] }
  /// Whether a month's name goes on with another word: تشرين الأول.
  static func isFirstOfTwo(_ word: String) -> Bool { firstOfTwo.contains(word) }
  /// Names of Polish months that are those of other months in Croatian: listopad is Polish for November, Croatian for
  /// October.
  static func isAlsoCroatian(_ word: String) -> Bool { croatian.contains(word) }
  /// "21 de marzo de 2019", "21 марта 2019 г."
  static func isBetween(_ word: String) -> Bool { between.contains(word) }
  /// Behind a number: 1st, 2nd, 1er, 1º.
  static func isOrdinal(_ word: String) -> Bool { ordinals.contains(word) }

  private static let months = table(
    """
    january jan janvier janv enero ene janeiro januar jänner jaenner gennaio gen januari styczeń stycznia sty январь
    января янв يناير كانون_الثاني كانون_2 جانفي
    | february feb février févr fév febrero fevereiro fev februar feber febbraio februari luty lutego lut февраль февраля
    февр фев فبراير شباط فيفري
    | march mar mars marzo março märz maerz mär mrz maart mrt marzec marca март марта мар مارس آذار
    | april apr avril avr abril abr aprile kwiecień kwietnia kwi апрель апреля апр أبريل ابريل إبريل نيسان أفريل
    | may mai mayo maio maggio mag mei maj maja май мая مايو أيار ماي
    | june jun juin junio junho juni giugno giu czerwiec czerwca cze июнь июня июн يونيو يونيه حزيران جوان
    | july jul juillet juil juill julio julho juli luglio lug lipiec lipca lip июль июля июл يوليو يوليه تموز جويلية يوليوز
    | august aug août agosto ago augustus sierpień sierpnia sie август августа авг أغسطس اغسطس آب أوت غشت
    | september sep sept septembre septiembre setiembre set setembro settembre sett wrzesień września wrz сентябрь
    сентября сент сен سبتمبر أيلول شتنبر
    | october oct octobre octubre outubro out oktober okt ottobre ott październik października paź октябрь октября окт
    أكتوبر اكتوبر تشرين_الأول تشرين_1
    | november nov novembre noviembre novembro listopad listopada lis ноябрь ноября нояб ноя نوفمبر تشرين_الثاني تشرين_2 نونبر
    | december dec décembre déc diciembre dic dezembro dez dezember dicembre grudzień grudnia gru декабрь декабря дек
    ديسمبر كانون_الأول كانون_1 دجنبر
    """
  ).mapValues { $0 + 1 }

  private static let weekdays = table(
    """
    monday mon lundi lun lunes segunda seg montag mo lunedì maandag ma poniedziałek pon الاثنين اثنين الإثنين إثنين понедельник пн
    | tuesday tue tues mardi mar martes terça ter dienstag di martedì dinsdag wtorek wt الثلاثاء ثلاثاء вторник вт
    | wednesday wed mercredi mer miércoles mié quarta qua mittwoch mi mercoledì woensdag wo środa śr الأربعاء أربعاء среда ср
    | thursday thu thur thurs jeudi jeu jueves jue quinta qui donnerstag do giovedì gio donderdag czwartek czw الخميس خميس
    четверг чт
    | friday fri vendredi ven viernes vie sexta sex freitag fr venerdì vrijdag vr piątek pt pią الجمعة جمعة пятница пт
    | saturday sat samedi sam sábado sáb samstag sonnabend sa sabato sab zaterdag za sobota sob السبت سبت суббота сб
    | sunday sun dimanche dim domingo dom sonntag so domenica zondag zo niedziela niedz nie الأحد أحد воскресенье вс
    """)

  private static let firstOfTwo: Set<String> = Set(
    months.keys.filter { $0.contains(" ") }.map { String($0.prefix { $0 != " " }) })
  private static let croatian = canonical("lip lis listopad listopada")
  private static let between = canonical("de del of the г года год roku rok r le el il den م")
  private static let ordinals = canonical("st nd rd th er re o a e го")

  /// Lists of words parted by bars, as the places of their lists. A word with `_` is two.
  private static func table(_ text: String) -> [String: Int] {
    var table: [String: Int] = [:]
    for (place, list) in text.split(separator: "|").enumerated() {
      for word in list.split(whereSeparator: \.isWhitespace) {
        table[TimeCursor.canonical(String(word))] = place
      }
    }
    return table
  }

  private static func canonical(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").map { TimeCursor.canonical(String($0)) })
  }
}
