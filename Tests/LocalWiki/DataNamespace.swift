import Foundation

extension LocalWiki {
  /// Where a copy of Extension:JsonConfig is that fits the installed MediaWiki (its branch REL1_39), which Debian doesn't
  /// package; nil where nobody named one by `KPIBOT_JSONCONFIG`.
  package static var jsonConfig: String? { ProcessInfo.processInfo.environment["KPIBOT_JSONCONFIG"] }

  /// What gives a wiki the namespace Data with tables and charts, and the parser function of Extension:Chart.
  ///
  /// With ``jsonConfig`` the tables are the real ones. Without it, pages have the right content models and must be JSON, and
  /// nothing else is checked. Charts are a stand-in in both cases, since Extension:Chart needs a newer MediaWiki: with
  /// ``jsonConfig`` their texts are checked by JsonConfig's own validators as Chart calls them. `{{#chart:}}` shows the name.
  package static var dataNamespace: String { (jsonConfig.map(real) ?? standIn) + chartFunction }

  private static let chartFunction = """

    file_put_contents( __DIR__ . '/Chart.i18n.magic.php',
      "<?php $" . "magicWords = [ 'en' => [ 'chart' => [ 0, 'chart' ] ] ];" );
    $wgExtensionMessagesFiles['ChartMagic'] = __DIR__ . '/Chart.i18n.magic.php';
    $wgHooks['ParserFirstCallInit'][] = static function ( $parser ) {
      $parser->setFunctionHook( 'chart', static function ( $parser, $name ) {
        return [ '<span class="chart">' . htmlspecialchars( $name ) . '</span>', 'noparse' => true, 'isHTML' => true ];
      } );
    };
    """

  private static let standIn = """
    $wgExtraNamespaces[486] = 'Data';
    $wgExtraNamespaces[487] = 'Data_talk';
    class DataStandIn extends TextContentHandler {
      public function __construct( $model ) { parent::__construct( $model, [ CONTENT_FORMAT_JSON ] ); }
      public function unserializeContent( $text, $format = null ) {
        return new class( $text, $this->getModelID() ) extends TextContent {
          public function isValid() { return json_decode( $this->getText() ) !== null; }
        };
      }
      public function makeEmptyContent() { return $this->unserializeContent( '{}' ); }
    }
    foreach ( [ 'Tabular.JsonConfig', 'Chart.JsonConfig' ] as $model ) {
      $wgContentHandlers[$model] = static fn () => new DataStandIn( $model );
    }
    $wgHooks['ContentHandlerDefaultModelFor'][] = static function ( $title, &$model ) {
      if ( $title->getNamespace() !== 486 ) { return true; }
      if ( str_ends_with( $title->getText(), '.tab' ) ) { $model = 'Tabular.JsonConfig'; return false; }
      if ( str_ends_with( $title->getText(), '.chart' ) ) { $model = 'Chart.JsonConfig'; return false; }
      return true;
    };
    """

  private static func real(_ folder: String) -> String {
    """
    wfLoadExtension( 'JsonConfig', '\(folder)/extension.json' );
    $wgJsonConfigModels['Tabular.JsonConfig'] = 'JsonConfig\\JCTabularContent';
    $wgJsonConfigModels['Chart.JsonConfig'] = 'ChartStandIn';
    foreach ( [ 'Tabular' => 'tab', 'Chart' => 'chart' ] as $model => $ending ) {
      $wgJsonConfigs["$model.JsonConfig"] = [ 'namespace' => 486, 'nsName' => 'Data', 'pattern' => "/.\\\\.$ending\\$/",
        'license' => 'CC0-1.0', 'isLocal' => false, 'store' => true ];
    }
    file_put_contents( __DIR__ . '/ChartStandIn.php', <<<'PHP'
    <?php
    use JsonConfig\\JCValidators as Rules;
    class ChartStandIn extends JsonConfig\\JCDataContent {
      protected function createDefaultView() { return new JsonConfig\\JCDefaultObjContentView(); }
      public function validateContent() {
        parent::validateContent();
        $this->test( 'version', Rules::isInt() );
        $this->test( 'type', Rules::isStringLine() );
        $this->test( 'source', Rules::isStringLine() );
        foreach ( [ [ 'title' ], [ 'subtitle' ], [ 'legend' ], [ 'xAxis', 'title' ], [ 'yAxis', 'title' ] ] as $path ) {
          if ( $this->getField( $path ) ) { $this->test( $path, Rules::isLocalizedString() ); }
        }
      }
    }
    PHP );
    $wgAutoloadClasses['ChartStandIn'] = __DIR__ . '/ChartStandIn.php';
    """
  }
}
