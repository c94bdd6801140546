internal import ArgumentParser
internal import Roll

struct CampaignGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign", abstract: "An aim, and all that is done for it.",
    subcommands: [
      FormEdit<Campaign>.self, FormRetract<Campaign>.self,
      CampaignAdd.self, FormList<Campaign>.self, FormShow<Campaign>.self, CampaignExportCommand.self,
      CampaignImportCommand.self,
    ])
}

struct PetitionGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "petition", abstract: "A text and an ask addressed to someone.",
    subcommands: [
      FormEdit<Petition>.self, FormRetract<Petition>.self,
      PetitionAdd.self, FormList<Petition>.self, PetitionShow.self, FormImportCommand<Petition>.self,
      FormExport<Petition>.self, PetitionEndorse.self, PetitionEndorsements.self,
    ])
}

struct EndorsementGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "endorsement", abstract: "Organizations' signatures under petitions and letters.",
    subcommands: [
      EndorsementWithdraw.self, FormCorrect<Endorsement>.self, FormRetract<Endorsement>.self,
      FormShow<Endorsement>.self,
      FormList<Endorsement>.self, FormImportCommand<Endorsement>.self, FormExport<Endorsement>.self,
    ])
}

struct OrganizationGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organization", abstract: "NGOs, bar associations, parliaments, government bodies.",
    subcommands: [
      FormEdit<Organization>.self, FormRetract<Organization>.self,
      OrganizationAdd.self, FormList<Organization>.self, OrganizationShow.self,
      FormImportCommand<Organization>.self,
      FormExport<Organization>.self,
    ])
}

struct CoalitionGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coalition", abstract: "Organizations of organizations.",
    subcommands: [
      FormCorrect<Coalition>.self, FormRetract<Coalition>.self,
      CoalitionAdd.self, CoalitionJoin.self, CoalitionLeave.self, CoalitionMembersCommand.self,
      CoalitionTreeCommand.self, FormList<Coalition>.self,
      CoalitionShow.self, FormImportCommand<Coalition>.self, FormExport<Coalition>.self,
    ])
}

struct MembershipGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "membership", abstract: "Who belongs to which coalition, since when, until when.",
    subcommands: [
      FormCorrect<Membership>.self, FormRetract<Membership>.self, FormShow<Membership>.self,
      FormList<Membership>.self, FormImportCommand<Membership>.self, FormExport<Membership>.self,
    ])
}

struct AgreementGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement", abstract: "Impunity agreements, told by their events.",
    subcommands: [
      FormCorrect<Agreement>.self, FormRetract<Agreement>.self,
      AgreementRecord.self, AgreementList.self, AgreementShow.self, AgreementWatching.self,
      FormImportCommand<Agreement>.self,
      FormExport<Agreement>.self,
    ])
}

struct StatuteGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statute", abstract: "What states did about the Rome Statute.",
    subcommands: [
      FormCorrect<Statute>.self, FormRetract<Statute>.self,
      StatuteRecord.self, StatuteList.self, StatuteShow.self, FormImportCommand<Statute>.self,
      FormExport<Statute>.self,
    ])
}

struct ClaimGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "Figures that others published.",
    subcommands: [
      FormCorrect<Claim>.self, FormRetract<Claim>.self,
      ClaimAdd.self, ClaimList.self, FormShow<Claim>.self, FormImportCommand<Claim>.self,
      FormExport<Claim>.self,
    ])
}

struct ActivityGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity", abstract: "What happened: events, meetings, publications, statements.",
    subcommands: [
      FormCorrect<Activity>.self, FormRetract<Activity>.self, FormShow<Activity>.self,
      ActivityAdd.self, ActivityList.self, FormImportCommand<Activity>.self, FormExport<Activity>.self,
    ])
}

struct SourceGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source", abstract: "Where facts come from.",
    subcommands: [
      FormEdit<Source>.self, FormRetract<Source>.self,
      SourceAdd.self, FormList<Source>.self, FormShow<Source>.self, FormImportCommand<Source>.self,
      FormExport<Source>.self,
    ])
}

struct SignatureGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signature", abstract: "People's acts of signing.",
    subcommands: [SignatureImportCommand.self, SignatureExportCommand.self, SignatureList.self])
}

struct ImportGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Files that were brought in, and how to take one back.",
    subcommands: [
      ImportList.self, ImportShow.self, ImportRejects.self, ImportUndoCommand.self, ImportPresets.self,
    ])
}

struct CountryGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "country", abstract: "Countries and states, as the program knows them.",
    subcommands: [CountryList.self, CountryShow.self])
}
