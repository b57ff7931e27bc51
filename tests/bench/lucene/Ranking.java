/* Ranks the documents of a pool for each of some questions with Lucene's ArabicAnalyzer and its BM25.
 *
 *     java -cp lucene-core.jar:lucene-analyzers-common.jar Ranking.java POOL QUESTIONS TITLE_WEIGHT
 *
 * POOL has a document a line, title and body apart by a tab; QUESTIONS a question a line. For each question a line is
 * printed: the numbers of the ten best documents. A question is its words, any of them; with a title weight above 0 a
 * word counts in titles, too.
 */

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

public class Ranking {
  private static final int TOP = 10;

  public static void main(String[] arguments) throws IOException {
    float titleWeight = Float.parseFloat(arguments[2]);
    Analyzer analyzer = new ArabicAnalyzer();
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (String line : Files.readAllLines(Path.of(arguments[0]))) {
        String[] parts = line.split("\t", 2);
        Document document = new Document();
        document.add(new TextField("title", parts[0], Field.Store.NO));
        document.add(new TextField("body", parts[1], Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
    for (String question : Files.readAllLines(Path.of(arguments[1]))) {
      StringJoiner best = new StringJoiner(" ");
      for (ScoreDoc hit : searcher.search(query(analyzer, question, titleWeight), TOP).scoreDocs) {
        best.add(Integer.toString(hit.doc));
      }
      System.out.println(best);
    }
  }

  private static Query query(Analyzer analyzer, String question, float titleWeight) throws IOException {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String word : words(analyzer, question)) {
      any.add(new TermQuery(new Term("body", word)), Occur.SHOULD);
      if (titleWeight > 0) {
        any.add(new BoostQuery(new TermQuery(new Term("title", word)), titleWeight), Occur.SHOULD);
      }
    }
    return any.build();
  }

  private static List<String> words(Analyzer analyzer, String text) throws IOException {
    List<String> found = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("body", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        found.add(term.toString());
      }
      stream.end();
    }
    return found;
  }
}
