// Command h2spec tests an HTTP/2 server against RFC 9113 and RFC 7541: the published suite, kept by version in go.mod.
package main

import (
	"flag"
	"os"
	"strings"
	"time"

	"github.com/summerwind/h2spec"
	"github.com/summerwind/h2spec/config"
)

// main tests the server at -host and -port, and writes a JUnit report to -junit-report.
func main() {
	c := &config.Config{Path: "/", Timeout: 5 * time.Second, MaxHeaderLen: 4000}
	flag.StringVar(&c.Host, "host", "127.0.0.1", "address of the server")
	flag.IntVar(&c.Port, "port", 0, "port of the server")
	flag.StringVar(&c.JUnitReport, "junit-report", "", "file for the results")
	flag.BoolVar(&c.TLS, "tls", false, "speak TLS, with whatever certificate the server shows")
	sections := flag.String("sections", "", "what to test, by commas; all by default")
	flag.Parse()
	c.Insecure = c.TLS
	if *sections != "" {
		c.Sections = strings.Split(*sections, ",")
	}
	passed, err := h2spec.Run(c)
	if err != nil || !passed {
		os.Exit(1)
	}
}
