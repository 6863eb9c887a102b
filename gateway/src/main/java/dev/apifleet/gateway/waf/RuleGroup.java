package dev.apifleet.gateway.waf;

import com.google.re2j.Pattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Patterns of one kind of attack, for texts in {@linkplain Normal normal form}. They ask for what
 * only an attack has, such as a quote before a condition that is always true, and not for words
 * that people write. RE2 matches all of them in one pass, in time linear in the text.
 */
enum RuleGroup {
  SqlInjection(
      EnumSet.of(Place.PATH, Place.QUERY, Place.HEADER, Place.BODY),
      List.of("'", "\"", "union", "select", "--", ";", " or ", " and ", "@@", "(", "/*"),
      // UNION SELECT with what follows it in SQL
      "\\bunion(?: all| distinct)? ?\\(? ?select (?:null\\b|@@|\\*|[0-9]|concat|char ?\\(|[a-z_.]+ ?(?:,|from\\b))",
      // a quote, then a condition on literals
      "['\"] ?\\)* ?(?:or|and|xor|\\|\\||&&) ?\\(* ?(?:not )?(?:[0-9]+|['\"][^'\"]{0,32}['\"]?) ?(?:=|<|>|!=|like\\b)",
      "['\"] ?\\)* ?(?:or|and|\\|\\||&&) ?(?:true|1|not false) ?(?:--|#|;|$)",
      // a number, then a condition on numbers
      "(?:^|[0-9)=]) ?(?:or|and) [0-9]+ ?= ?[0-9]+",
      // a second statement
      "(?:^|['\"0-9)\\]] ?); ?(?:(?:drop|alter|truncate|create) (?:table|database|schema|view|user|index|procedure|function)\\b|delete from\\b|insert into\\b|update [a-z_.]+ set\\b|exec(?:ute)? ?\\(? ?(?:xp_|sp_|@|')|declare @|shutdown\\b)",
      // the rest of the statement commented out
      "['\"] ?\\)* ?(?:--|#|/\\*) ?$",
      // waiting, to learn from the time it takes
      "(?:['\"0-9);]|\\bselect|\\band|\\bor|\\|\\|) ?\\(? ?(?:pg_sleep|sleep|benchmark|randomblob) ?\\( ?['\"0-9]",
      "\\bwaitfor (?:delay|time) ?['\"]",
      // looking round in a database
      "\\bfrom (?:information_schema|pg_catalog|mysql|sys)\\.[a-z]|@@version\\b|\\bload_file ?\\( ?['\"0]|\\binto (?:out|dump)file ?['\"]|\\b(?:extractvalue|updatexml) ?\\([^)]*,"),
  CrossSiteScripting(
      EnumSet.of(Place.PATH, Place.QUERY, Place.HEADER, Place.BODY),
      List.of("<", "script:", "alert", "eval", "document.", "window."),
      "< ?/?script[ >/]",
      "<[a-z!/?][^<>]*[ /\"']on[a-z]{3,25} ?=",
      "<(?:iframe|object|embed|applet)[ >/]",
      "<[a-z][^<>]*(?:src|href|data|action|srcdoc) ?= ?[\"']? ?(?:javascript|vbscript|data:text/html)",
      "\\b(?:javascript|vbscript):[^ ]*[(=`]",
      "[;\"'>(=] ?(?:document\\.cookie|document\\.write ?\\(|window\\.location ?=|eval ?\\(|alert ?\\(|string\\.fromcharcode ?\\()"),
  PathTraversal(
      EnumSet.of(Place.PATH, Place.QUERY, Place.HEADER, Place.BODY),
      List.of("../", "..\\", "/etc/", "/proc/", "php:", "file:", "phar:", "expect:"),
      "(?:\\.\\.[/\\\\]){3}",
      "\\.\\.[/\\\\](?:[^ ]*[/\\\\])?(?:etc[/\\\\]|proc[/\\\\]self|windows[/\\\\]|winnt[/\\\\]|web-inf|boot\\.ini|\\.git[/\\\\]|\\.env\\b|\\.ssh[/\\\\])",
      "(?:^|[^a-z0-9.])/(?:etc/(?:passwd|shadow|group|sudoers)|proc/self/(?:environ|cmdline|maps))\\b",
      "\\bphp://(?:input|filter)|\\bfile:///(?:etc|proc|c:)|\\b(?:phar|expect)://"),
  CommandInjection(
      EnumSet.of(Place.PATH, Place.QUERY, Place.HEADER, Place.BODY),
      List.of(";", "|", "&", "`", "$(", "/dev/tcp/", "ifs", "cmd", "powershell", "\n"),
      "(?:;|\\||&&?|`|\\$\\(|\\n) ?(?:/(?:usr/)?s?bin/)?(?:cat|tac|head|tail|less|more|nl|ls|dir|type)(?: -[a-z0-9]+)* [^ ]{0,3}[/\\\\~$]",
      "(?:;|\\||&&|`|\\$\\() ?(?:/(?:usr/)?s?bin/)?(?:id|whoami|uname|hostname|ifconfig|netstat|printenv)(?: -[a-z]+)? ?(?:$|[;|&`)#<>])",
      "(?:;|\\||&&?|`|\\$\\(|\\n) ?(?:/(?:usr/)?s?bin/)?(?:(?:wget|curl) (?:-|https?:)|(?:nc|ncat) (?:-|[0-9.]+ [0-9])|rm -[rf]|ping -[cn] ?[0-9]|sleep [0-9]+ ?(?:$|[;|&`)#])|chmod [0-7+]|(?:ba|z|k|da)?sh -[ic]|python[0-9.]* -c|perl -e)",
      "\\| ?(?:ba|z|k|da)?sh ?(?:$|[;&|-])",
      "/bin/(?:ba|z|k|da)?sh -[ic]\\b|/dev/(?:tcp|udp)/[a-z0-9]|\\$\\{?ifs\\b",
      "\\bcmd(?:\\.exe)? /[ck] |\\bpowershell(?:\\.exe)? -(?:e|enc|encodedcommand|nop|noprofile|w|c|command) "),
  ProtocolAttack(
      EnumSet.allOf(Place.class),
      List.of("${", "classloader", "java.lang", "#_member", "<!", "{{"),
      "\\$\\{(?:jndi:|[^}]{0,40}\\$\\{|(?:lower|upper|env|sys|java|ctx|main|base64):)",
      "\\bclass\\.(?:module\\.)?classloader\\.|#_memberaccess\\b|\\bt\\( ?java\\.lang\\.|@java\\.lang\\.[a-z]+@|\\bjava\\.lang\\.runtime\\b[^ ]*exec",
      "<!entity[^>]*(?:system|public) ?[\"']|<!doctype [^>]*\\[",
      "\\{\\{ ?[0-9]+ ?\\* ?[0-9]+ ?\\}\\}"),
  HeaderInjection(
      EnumSet.of(Place.PATH, Place.QUERY),
      List.of("\n"),
      "\\n ?(?:set-cookie|location|transfer-encoding|content-length|content-type|host) ?:|\\nhttp/1\\.[01]\\b"),
  Scanner(
      EnumSet.of(Place.USER_AGENT),
      List.of(""),
      "\\b(?:sqlmap|nikto|nessus|openvas|acunetix|nuclei|masscan|zgrab|wpscan|dirbuster|gobuster|ffuf|feroxbuster|havij|w3af|arachni|netsparker|joomscan|whatweb|commix)\\b");

  private final Set<Place> places;
  private final List<String> clues;
  private final Pattern pattern;

  RuleGroup(Set<Place> places, List<String> clues, String... patterns) {
    this.places = places;
    this.clues = clues;
    this.pattern = Pattern.compile("(?:" + String.join(")|(?:", patterns) + ")");
  }

  /** As the resource names it: header injection is an attack on the protocol. */
  String title() {
    return this == HeaderInjection ? ProtocolAttack.name() : name();
  }

  /** Whether it is for such a place, and the text in normal form looks like its kind of attack. */
  boolean finds(Place place, String text) {
    return places.contains(place) && hasClue(text) && pattern.matcher(text).find();
  }

  /** Most texts have none, and cost no matching. */
  private boolean hasClue(String text) {
    for (int i = 0; i < clues.size(); i++) {
      if (text.contains(clues.get(i))) {
        return true;
      }
    }
    return false;
  }
}
