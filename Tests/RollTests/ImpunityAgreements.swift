/// The 119 states of the campaign's research, as a table of its own that the seeds are held against: code, how far it came,
/// kind of agreement, bounds of the signature, how well its day is known, days of ratification and of entry into force, and
/// whether the state had deposited an instrument of the Rome Statute when it signed.
enum ImpunityAgreements {
  static let text = """
    AFG,in_force,executive agreement,2002-09-20,2002-09-20,day,,,false
    AGO,in_force,treaty,2005-05-02,2005-05-02,day,2005-06-21,2005-10-06,false
    ALB,in_force,treaty,2003-05-02,2003-05-02,day,2003-06-19,2003-07-07,true
    AND,not_signed,unknown,,,unknown,,,
    ARM,in_force,treaty,2004-10-16,2004-10-16,day,,2005-03-17,false
    ATG,in_force,executive agreement,2003-09-30,2003-09-30,day,,,true
    AUT,not_signed,unknown,,,unknown,,,
    AZE,signed,unknown,2003-01-24,2003-04-16,unknown,,,false
    BDI,in_force,unknown,2003-07-05,2003-07-05,day,,2003-07-24,false
    BEN,signed,executive agreement,2005-09-01,2005-09-30,month,,,true
    BFA,signed,unknown,2004-05-25,2004-05-25,day,,,true
    BGD,signed,unknown,2003-08-01,2003-08-31,month,,,false
    BGR,not_signed,unknown,,,unknown,,,
    BHR,signed,treaty,2003-02-01,2003-02-28,month,,,false
    BIH,in_force,treaty,2003-05-16,2003-05-16,day,2003-06-27,,true
    BLZ,in_force,exchange of notes,2003-12-08,2003-12-08,day,,2003-12-08,true
    BOL,signed,treaty,2003-05-01,2003-05-31,month,,,true
    BRA,refused_publicly,unknown,,,unknown,,,
    BRB,refused_publicly,unknown,,,unknown,,,
    BTN,signed,unknown,2003-01-24,2003-06-12,unknown,,,false
    BWA,in_force,unknown,2003-06-30,2003-06-30,day,,,true
    CAF,not_signed,unknown,,,unknown,,,
    CHE,refused_publicly,unknown,,,unknown,,,
    CIV,ratified,treaty,2003-06-12,2003-07-01,unknown,,,false
    COD,in_force,unknown,2003-03-04,2003-04-16,unknown,,,true
    COL,in_force,unknown,2003-09-17,2003-09-17,day,,,true
    COM,in_force,executive agreement,2004-06-30,2004-06-30,day,,2004-06-30,false
    CPV,signed,unknown,2004-04-16,2004-04-16,day,,,false
    CRI,refused_publicly,unknown,,,unknown,,,
    CYP,not_signed,unknown,,,unknown,,,
    DJI,in_force,unknown,2003-01-24,2003-01-24,day,,,true
    DMA,signed,unknown,2003-07-01,,unknown,,,true
    DOM,signed,unknown,2002-09-13,2002-09-13,day,,,false
    DZA,in_force,exchange of notes,2004-04-13,2004-04-13,day,,2004-04-13,false
    ECU,refused_publicly,unknown,,,unknown,,,
    EGY,signed,unknown,,2003-06-16,unknown,,,false
    EST,not_signed,unknown,,,unknown,,,
    FIN,not_signed,unknown,,,unknown,,,
    FJI,ratified,unknown,2003-12-17,2003-12-17,day,,,true
    FSM,ratified,unknown,2002-09-20,2002-10-08,year,,,false
    GAB,in_force,unknown,2003-01-24,2003-06-12,unknown,,,true
    GEO,in_force,unknown,2003-01-24,2003-03-04,unknown,,,false
    GHA,in_force,treaty,2003-01-24,2003-05-02,unknown,2003-10-30,,true
    GMB,in_force,unknown,2002-10-05,2002-10-05,day,,,true
    GUY,signed,treaty,2003-12-11,2003-12-11,day,,,false
    HND,in_force,treaty,2002-09-19,2002-09-19,day,2003-05-30,,true
    HRV,refused_publicly,unknown,,,unknown,,,
    HTI,signed,unknown,2004-01-01,2004-12-31,year,,,false
    IND,signed,treaty,2002-12-26,2002-12-26,day,,,false
    IRL,not_signed,unknown,,,unknown,,,
    ISR,signed,unknown,2002-08-04,2002-08-04,day,,,false
    JOR,signed,treaty,,2005-07-31,unknown,,,true
    KAZ,signed,unknown,2003-09-22,2003-09-22,day,,,false
    KEN,refused_publicly,unknown,,,unknown,,,
    KHM,ratified,treaty,2003-06-27,2003-06-27,day,2005-05-30,,true
    KIR,in_force,executive agreement,2004-03-04,2004-03-04,day,,2004-03-04,false
    KWT,signed,unknown,,2003-10-08,unknown,,,false
    LBR,signed,unknown,2003-10-08,2003-10-08,day,,,false
    LIE,not_signed,unknown,,,unknown,,,
    LKA,signed,unknown,2002-11-22,2002-11-22,day,,,false
    LSO,refused_publicly,unknown,,,unknown,,,
    LTU,not_signed,unknown,,,unknown,,,
    LVA,not_signed,unknown,,,unknown,,,
    MAR,signed,unknown,,2003-10-08,unknown,,,false
    MDG,signed,unknown,2003-01-24,2003-06-12,unknown,,,false
    MDV,signed,unknown,2003-01-24,2003-06-12,unknown,,,false
    MEX,refused_publicly,unknown,,,unknown,,,
    MHL,ratified,unknown,2002-08-27,2002-09-20,year,,,true
    MKD,ratified,treaty,2003-06-26,2003-07-31,unknown,2003-10-16,,true
    MLI,refused_publicly,unknown,,,unknown,,,
    MLT,not_signed,unknown,,,unknown,,,
    MNE,signed,unknown,2007-04-19,2007-04-19,day,,,true
    MNG,in_force,unknown,,2003-06-16,unknown,,,true
    MRT,signed,unknown,2002-09-15,2002-09-20,month,,,false
    MUS,in_force,unknown,2003-06-12,2003-07-29,unknown,,,true
    MWI,in_force,unknown,2003-09-30,2003-11-01,unknown,,,true
    NAM,refused_publicly,unknown,,,unknown,,,
    NER,refused_publicly,unknown,,,unknown,,,
    NGA,in_force,unknown,2003-06-30,2003-06-30,day,,,true
    NIC,signed,treaty,2003-06-04,2003-06-04,day,,,false
    NPL,in_force,unknown,2002-12-31,2002-12-31,day,,2003-07-22,false
    NRU,ratified,unknown,2003-01-24,2003-04-16,unknown,,,true
    PAK,signed,unknown,,2003-10-08,unknown,,,false
    PAN,signed,unknown,,2003-07-01,unknown,,,true
    PER,refused_publicly,unknown,,,unknown,,,
    PHL,in_force,exchange of notes,2003-05-13,2003-05-13,day,,2003-05-13,false
    PLW,ratified,unknown,2002-09-03,2002-09-03,day,,,false
    PNG,ratified,unknown,,2007-08-13,unknown,,,false
    PRY,refused_publicly,unknown,,,unknown,,,
    ROU,signed,treaty,2002-08-01,2002-08-01,day,,,true
    RWA,signed,unknown,2003-03-04,2003-03-04,day,,,false
    SEN,in_force,unknown,2003-06-12,2003-07-01,unknown,,,true
    SLB,ratified,unknown,2003-09-17,2003-09-22,month,,,false
    SLE,ratified,treaty,,2003-01-29,unknown,2003-05-06,,true
    SLV,signed,unknown,2002-10-08,2002-12-26,year,,,false
    SMR,not_signed,unknown,,,unknown,,,
    SRB,refused_publicly,unknown,,,unknown,,,
    SVK,not_signed,unknown,,,unknown,,,
    SVN,refused_publicly,unknown,,,unknown,,,
    SWE,not_signed,unknown,,,unknown,,,
    SYC,signed,unknown,,2003-06-16,unknown,,,false
    TCD,in_force,unknown,2003-07-21,2003-07-21,day,,,false
    TGO,signed,unknown,2003-06-12,2003-07-31,unknown,,,false
    THA,signed,unknown,2003-01-24,2003-06-12,unknown,,,false
    TJK,in_force,unknown,2002-08-26,2002-08-26,day,,2003-06-23,true
    TLS,in_force,treaty,2002-08-23,2002-08-23,day,,,false
    TON,ratified,unknown,2003-03-21,2003-03-21,day,,,false
    TTO,refused_publicly,unknown,,,unknown,,,
    TUN,signed,unknown,,2003-06-16,unknown,,,false
    TUV,in_force,exchange of notes,2003-01-24,2003-02-03,unknown,,2003-02-03,false
    TZA,refused_publicly,unknown,,,unknown,,,
    UGA,in_force,treaty,2003-06-12,2003-06-12,day,,,true
    URY,refused_publicly,unknown,,,unknown,,,
    UZB,signed,unknown,2002-09-15,2002-09-20,month,,,false
    VCT,refused_publicly,unknown,,,unknown,,,
    VEN,refused_publicly,unknown,,,unknown,,,
    WSM,refused_publicly,unknown,,,unknown,,,
    ZAF,refused_publicly,unknown,,,unknown,,,
    ZMB,in_force,unknown,2003-07-01,2003-07-01,day,,,true
    """

  struct Row {
    var iso3, status, kind: String
    var notBefore, notAfter, precision, ratified, inForce, isParty: String
  }

  static let rows: [Row] = text.split(separator: "\n").map { line in
    let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return Row(
      iso3: cells[0], status: cells[1], kind: cells[2], notBefore: cells[3], notAfter: cells[4],
      precision: cells[5], ratified: cells[6], inForce: cells[7], isParty: cells[8])
  }
}
