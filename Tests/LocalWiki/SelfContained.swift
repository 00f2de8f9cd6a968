/// What makes an HTML file run something, or load something from elsewhere; empty where it does neither.
///
/// Values of attributes are taken for text only in double quotes.
package func outsideReferences(in html: String) -> [String] {
  let tags = html.matches(of: /<[a-zA-Z][^>"]*(?:"[^"]*"[^>"]*)*>?/).map { String($0.output) }
  let forbiddenTags = tags.filter { tag in
    let bare = tag.replacing(/"[^"]*"/, with: "\"\"")
    let address = tag.firstMatch(of: /\shref\s*=\s*"([^"]*)"/.ignoresCase())?.output.1
    return bare.contains(
      /^<(?:script|link|iframe|object|embed|base|img|image|video|audio|source|input|form|use|foreignobject)\b/
        .ignoresCase())
      || bare.contains(
        /[\s"'\/](?:on[a-z]+|src|srcset|action|formaction|background|poster|data|ping)\s*=/.ignoresCase())
      || bare.contains(/\shref\s*=/.ignoresCase()) && !tag.lowercased().hasPrefix("<a ")
      || address.map { !$0.contains(/^(?:https?:\/\/|#)/) } ?? false
      || tag.contains(/http-equiv="(?!Content-Security-Policy)/.ignoresCase())
  }
  let loads = [/url\(\s*["']?(?!data:|#)[^)]*/.ignoresCase(), /@import[^;]*/.ignoresCase()]
  return (forbiddenTags + loads.flatMap { html.matches(of: $0).map { String($0.output) } }).map {
    String($0.prefix(100))
  }
}
