import edu.stanford.nlp.pipeline.CoreDocument;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import java.io.DataInputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Reads texts, each a length and UTF-8 bytes, and runs CoreNLP's quotations and coreference
 * over each on one thread. Answers each with a line: tokens, quotations, and the processor
 * time that the process has used since it started, in nanoseconds.
 */
public class Quotes {
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err); // CoreNLP tells of itself
    Properties p = new Properties();
    p.setProperty("annotators", "tokenize,ssplit,pos,lemma,ner,depparse,coref,quote");
    p.setProperty("ssplit.newlineIsSentenceBreak", "two");
    p.setProperty("threads", "1");
    StanfordCoreNLP pipeline = new StanfordCoreNLP(p);
    var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    DataInputStream in = new DataInputStream(System.in);
    for (int n; (n = in.readInt()) > 0; ) {
      CoreDocument d = new CoreDocument(new String(in.readNBytes(n), StandardCharsets.UTF_8));
      pipeline.annotate(d);
      int quotes = d.quotes() == null ? 0 : d.quotes().size();
      out.println(d.tokens().size() + " " + quotes + " " + os.getProcessCpuTime());
      out.flush();
    }
  }
}
