import CSV
import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

@Suite(.database(from: .record))
struct ReportCSVTests {
  /// The rows of a report's CSV, each figure to be asked for by what it is of.
  private struct Figures {
    var rows: [[String]] = []

    init(_ text: String) throws {
      var reader = CSVReader(CSVSource(bytes: Array(text.utf8), name: "report.csv"))
      let header = try reader.readHeader().names
      #expect(
        header == ["section", "subject", "item", "measure", "value", "not_before", "not_after", "sources"])
      while try reader.nextRecord() { rows.append(reader.strings()) }
    }

    func values(_ section: String, _ subject: String, _ item: String, _ measure: String) -> [String] {
      rows.filter { $0[0] == section && $0[1] == subject && $0[2] == item && $0[3] == measure }.map { $0[4] }
    }
  }

  @Test("each figure of a petition in the CSV is that of the report")
  func petitions() throws {
    var connection = try Database.current.connect()
    for report in try Faces.reports(&connection) {
      let figures = try Figures(report.csv())
      for petition in report.petitions {
        let (kind, slug) = (petition.kind, petition.petition)
        let counts: [(String, Int?)] = [
          ("signatures", petition.signatures), ("endorsements", petition.endorsements),
          ("pending", petition.pending),
          ("invalidated", petition.invalidated), ("withdrawn", petition.withdrawn),
          ("on_paper", petition.onPaper),
          ("unknown_country", petition.unknownCountry), ("other_countries", petition.other.signatures),
        ]
        for (measure, figure) in counts {
          let told = figure.map { "\($0)" } ?? "fewer than five"
          #expect(figures.values(kind, slug, "", measure) == [told], "\(measure)")
        }
        for country in petition.byCountry {
          #expect(
            figures.values(kind, slug, country.iso3, "signatures_by_country") == ["\(country.signatures)"])
        }
        #expect(
          figures.values(kind, slug, "", "signatures_by_day") == petition.byDay.map { "\($0.signatures)" })
      }
    }
  }

  @Test("each figure of agreements, the Statute and coalitions in the CSV is that of the report")
  func states() throws {
    var connection = try Database.current.connect()
    for report in try Faces.reports(&connection) {
      let figures = try Figures(report.csv())
      for (measure, figure) in [
        ("signed", report.agreements.signed), ("ratified", report.agreements.ratified),
        ("in_force", report.agreements.inForce), ("refused", report.agreements.refused),
      ] {
        #expect(figures.values("agreements", "USA", "", measure) == ["\(figure)"])
      }
      for state in report.agreements.states + report.agreements.refusals {
        #expect(figures.values("agreements", "USA", state.iso3, "status") == [state.status])
      }
      for (measure, figure) in [
        ("deposited", report.statute.deposited), ("in_force", report.statute.inForce),
        ("signatories", report.statute.signatories),
      ] {
        #expect(figures.values("statute", "", "", measure) == ["\(figure)"])
      }
      for coalition in report.coalitions {
        #expect(figures.values("coalition", coalition.coalition, "", "members") == ["\(coalition.members)"])
      }
    }
  }

  @Test("claims, changes, sources and the report's own terms in the CSV are those of the report")
  func others() throws {
    var connection = try Database.current.connect()
    for report in try Faces.reports(&connection) {
      let figures = try Figures(report.csv())
      #expect(figures.values("report", "no-impunity", "", "synthetic") == ["\(report.synthetic)"])
      #expect(figures.values("report", "no-impunity", "", "as_of") == ["\(report.asOf)"])
      #expect(figures.values("report", "no-impunity", "", "known_on") == ["\(report.knownOn)"])
      for source in report.sources {
        #expect(
          figures.rows.contains {
            $0[0] == "source" && $0[1] == source.slug && $0[4] == CSVFormula.protect(source.title)
          })
      }
      #expect(figures.rows.count { $0[0] == "claim" && $0[3] == "claimed" } == report.claims.count)
      let counted = figures.rows.filter { $0[3] == "counted" }.map { $0[4] }
      #expect(counted == report.claims.compactMap { $0.counted.map(String.init) })
      guard let changes = report.changes else { continue }
      #expect(figures.values("change", "statute", "", "deposited") == ["\(changes.deposited)"])
      let signed = figures.rows.filter { $0[0] == "change" && $0[3] == "agreement_signed" }.map { $0[2] }
      #expect(signed == changes.agreementsSigned)
    }
  }
}
