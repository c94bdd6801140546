import Testing

@testable import Roll

struct ColumnMappingTests {
  private func mapping(
    _ header: String, _ stated: [(SignatureField, String)] = [], preset: String? = nil
  ) throws(RollError) -> ColumnMapping {
    let names = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let choice = try preset.map { (name) throws(RollError) in try Preset.Choice(name) }
    return try ColumnMapping(
      header: names, stated: stated, preset: Preset.find(choice, header: names, file: "f.csv"), file: "f.csv")
  }

  /// `field=column` for each field, in the order of the fields.
  private func text(_ mapping: ColumnMapping) -> String {
    SignatureField.allCases.compactMap { field in mapping.names[field].map { "\(field.rawValue)=\($0)" } }
      .joined(separator: " ")
  }

  @Test(
    "a name that could be two fields is decided by the rest of the header alone",
    arguments: [
      ("Name,Email", "email=Email full_name=Name"),
      ("Vorname,Name,Email", "email=Email given_name=Vorname family_name=Name"),
      ("Vorname,Nachname,Name", "given_name=Vorname family_name=Nachname full_name=Name"),
      ("Nom,Prénom", "given_name=Prénom family_name=Nom"), ("Nom,Courriel", "email=Courriel full_name=Nom"),
      ("Nombre,Apellidos", "given_name=Nombre family_name=Apellidos"),
      ("Nombre,Email", "email=Email full_name=Nombre"),
      ("Nome,Cognome", "given_name=Nome family_name=Cognome"),
      ("Nome,Apelido", "given_name=Nome family_name=Apelido"),
      ("Nome completo,Apelido", "full_name=Nome completo"),
      ("Имя,Фамилия,Отчество", "given_name=Имя + Отчество family_name=Фамилия"),
      ("Имя,Отчество", "full_name=Имя"), ("الاسم,اللقب", "given_name=الاسم family_name=اللقب"),
      ("الاسم,اسم العائلة", "given_name=الاسم family_name=اسم العائلة"),
      ("الاسم الكامل,اللقب", "full_name=الاسم الكامل"),
      ("email,Data", "email=email signed_at=Data"),
      ("email,created_at,Data", "email=email signed_at=created_at"),
      ("email,Estado,Status", "email=email region=Estado status=Status"),
      ("email,Estado,Provincia", "email=email region=Provincia status=Estado"),
      ("email,Estado,Provincia,Status", "email=email region=Provincia status=Status"),
      (
        "Apellido paterno,Apellido materno,Nombre",
        "given_name=Nombre family_name=Apellido paterno + Apellido materno"
      ),
      ("Achternaam,Tussenvoegsel,Voornaam", "given_name=Voornaam family_name=Tussenvoegsel + Achternaam"),
      ("Hausnummer,Email", "email=Email"),
    ])
  func context(header: String, expected: String) throws {
    #expect(text(try mapping(header)) == expected)
    let turned = header.split(separator: ",").reversed().joined(separator: ",")
    #expect(text(try mapping(turned)) == expected, "the order of columns matters")
  }

  @Test("two columns of one meaning, and one column of two, are a question that names both answers")
  func questions() throws {
    for (header, message, hint) in [
      ("Telefon,Handy,Email", "columns ‘Telefon’ and ‘Handy’ could both be phone", "--map phone=Telefon"),
      (
        "name,email,email", "columns ‘email’ and ‘email’ could both be email",
        "--map email=2 for column 2, --map email=3 for column 3."
      ),
      (
        "email,Estado", "column ‘Estado’ could be region or status",
        "--map region=Estado, or --map status=Estado"
      ),
      ("email,Stato,Paese", "column ‘Stato’ could be region or status", "--map region= --map status="),
      (
        "can2_user_city,email,City", "columns ‘can2_user_city’ and ‘City’ could both be city",
        "--map city=can2_user_city"
      ),
    ] {
      let error = #expect(throws: RollError.self) { try mapping(header) }
      #expect(
        error?.kind == .data && error?.message == "f.csv: \(message)",
        "\(header): \(String(describing: error))")
      #expect(error?.hint?.contains(hint) == true, "\(String(describing: error?.hint))")
    }
    #expect(text(try mapping("Telefon,Handy,Email", [(.phone, "Handy")])) == "email=Email phone=Handy")
    #expect(text(try mapping("email,E-mail")) == "email=email", "the field's own name wins")
  }

  @Test("a field without a column is held by none, and a doubt then has one answer less")
  func ruledOut() throws {
    #expect(text(try mapping("email,status", [(.status, "")])) == "email=email")
    #expect(text(try mapping("email,Estado", [(.status, "")])) == "email=email region=Estado")
    #expect(text(try mapping("email,Estado", [(.status, ""), (.region, "")])) == "email=email")
    #expect(text(try mapping("Name,Email", [(.fullName, "")])) == "email=Email")
    #expect(
      text(try mapping("Vorname,Name", [(.familyName, "")])) == "given_name=Vorname full_name=Name",
      "the next decision holds")
    #expect(
      text(try mapping("unsubscribe_at,email,confirmed_at", [(.confirmedAt, "")]))
        == "email=email consent=unsubscribe_at")
    let mapped = try mapping("Estado,email,status", [(.status, "")])
    #expect(mapped.ignored == ["status"] && mapped.names[.region] == "Estado")
  }

  @Test("what --map states wins over the platform, and what it takes is not used twice")
  func stated() throws {
    let header = "nationbuilder_id,email1,email2,phone_number,mobile_number,tag_list"
    #expect(
      text(try mapping(header, [(.email, "email2"), (.externalID, "tag_list")]))
        == "email=email2 phone=phone_number, else mobile_number external_id=tag_list")
    #expect(try mapping(header, [(.email, "email2")]).ignored == ["email1"])
    let error = #expect(throws: RollError.self) { try mapping(header, [(.email, "email3")]) }
    #expect(error?.message.contains("there is no column ‘email3’; did you mean ‘email1’?") == true)
  }

  @Test("a number names a column of which the header has no such name, so that the second of two can be had")
  func numbers() throws {
    for (name, column) in [("email", 1), ("2", 1), ("3", 2), ("1", 0)] {
      #expect(try mapping("name,email,email", [(.email, name)])[.email] == column)
    }
    // A name wins over a number.
    #expect(try mapping("2,email,email", [(.email, "2")])[.email] == 0)
    for name in ["0", "4", "-1", "2x"] {
      let error = #expect(throws: RollError.self) { try mapping("name,email,email", [(.email, name)]) }
      #expect(error?.message.contains("there is no column ‘\(name)’") == true)
    }
  }

  @Test("white space inside a name is a blank, for what it means and for --map")
  func lineBreaks() throws {
    for header in ["Your\nemail,Wer\nist das", "Your\r\nemail,Wer  ist\tdas", "your\u{A0}email,Wer ist das"] {
      let mapped = try mapping(header, [(.fullName, "wer ist das")])
      #expect(mapped[.email] == 0 && mapped[.fullName] == 1)
    }
    #expect(try mapping("Kontakt\nadresse,name", [(.email, "Kontakt adresse")])[.email] == 0)
  }

  @Test("columns that hold nothing are named, but for those of a rejects file")
  func ignored() throws {
    #expect(try mapping("email,colour,,size").ignored == ["colour", "", "size"])
    let own = try mapping("email,colour,_line,_byte,_reason")
    #expect(own.ignored == ["colour"] && own.isProtected)
    #expect(try mapping("email,unsubscribe_at,user_ip").ignored == ["user_ip"])
  }
}
