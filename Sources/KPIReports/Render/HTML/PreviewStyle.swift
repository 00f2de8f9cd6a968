/// The style sheets of a preview's own.
enum PreviewStyle {
  /// The banner says the same whatever stands below, on light and on dark ground.
  static let banner = """
    .kpibot-preview { padding: 0.75rem 1rem; background: #202122; color: #f8f9fa; border-bottom: 4px solid #36c;
      font: 0.875rem/1.5 sans-serif; }
    .kpibot-preview p { margin: 0; color: inherit; }
    .kpibot-preview strong { color: #ffcc66; }
    .kpibot-preview-approximate { border-bottom-color: #edab00; }
    .kpibot-picture { display: inline-block; padding: 0.25em 0.75em; border: 1px dashed #72777d; }
    """

  /// Skins leave room for menus that are not here.
  static let besideWiki = """
    html, body { height: auto; margin: 0; background: var(--background-color-base, #fff) !important; }
    .mw-body { margin: 0 auto !important; padding: 1rem !important; max-width: 80rem; border: 0 !important;
      box-sizing: border-box; }
    .mw-body-content { max-width: 100%; }
    .toctogglespan { display: none; }
    """

  /// What kpibot draws itself: close to a wiki's, in light and dark.
  static let approximate = """
    :root { color-scheme: light dark; --color-base: #202122; --color-subtle: #54595d; --color-progressive: #36c;
      --color-success: #177860; --color-error: #b32424; --ground: #fff; --ground-head: #eaecf0; --ground-cell: #f8f9fa;
      --line: #a2a9b1; }
    @media (prefers-color-scheme: dark) {
      :root { --color-base: #eaecf0; --color-subtle: #a2a9b1; --color-progressive: #88a3e8; --color-success: #7dd3a8;
        --color-error: #fd7865; --ground: #101418; --ground-head: #27292d; --ground-cell: #202122; --line: #54595d; }
    }
    body { margin: 0; background: var(--ground); color: var(--color-base); font: 0.9375rem/1.6 sans-serif; }
    .mw-body { max-width: 80rem; margin: 0 auto; padding: 1rem; box-sizing: border-box; overflow-wrap: break-word; }
    h1, h2 { font: 1.8rem/1.3 'Linux Libertine', Georgia, serif; border-bottom: 1px solid var(--line);
      padding-bottom: 0.15em; margin: 0.5em 0 0.5em; }
    h2 { font-size: 1.5rem; margin-top: 1em; }
    h3 { font-size: 1.2rem; line-height: 1.4; margin: 1.2em 0 0.4em; }
    a { color: var(--color-progressive); text-decoration: none; }
    a:hover { text-decoration: underline; }
    p { margin: 0.5em 0; }
    small { font-size: 85%; }
    dt { font-weight: bold; }
    dd { margin: 0 0 0.4em 1.6em; }
    sup { font-size: 75%; line-height: 1; }
    code { background: var(--ground-cell); border: 1px solid var(--line); padding: 0 0.2em; white-space: pre-wrap; }
    .wikitable { border-collapse: collapse; margin: 1em 0; background: var(--ground-cell); }
    .wikitable > caption { font-weight: bold; text-align: start; padding: 0.3em 0; }
    .wikitable th, .wikitable td { border: 1px solid var(--line); padding: 0.25em 0.5em; }
    .wikitable th { background: var(--ground-head); }
    @media (max-width: 40rem) {
      body { font-size: 0.875rem; }
      .mw-body { padding: 0.75rem; }
      .wikitable th, .wikitable td { padding: 0.2em 0.35em; }
      .wikitable th[scope="row"], .wikitable th[scope="col"]:first-child { min-width: 7rem; max-width: 9rem; }
    }
    """
}
