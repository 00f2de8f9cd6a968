/// The same job with mwclient, what people write such reports with in Python: all edits of the pages, without the
/// revisions that nobody wrote.
enum MwclientReader {
  /// A Python program that takes the wiki's port and how many pages there are, and tells how many requests it sent.
  static let program = """
    import sys, mwclient
    site = mwclient.Site('127.0.0.1:' + sys.argv[1], path='/', scheme='http')
    count = 0
    send = site.connection.request
    def counted(*arguments, **options):
        global count
        count += 1
        return send(*arguments, **options)
    site.connection.request = counted
    edits = 0
    for number in range(int(sys.argv[2])):
        digests = {}
        for revision in site.pages['Feedback %d' % (number + 1)].revisions(
                dir='newer', prop='ids|timestamp|user|userid|tags|size|sha1', api_chunk_size=500):
            digests[revision['revid']] = revision['sha1']
            edits += digests.get(revision['parentid']) != revision['sha1']
    print('%d edits, %d requests' % (edits, count))
    """
}
