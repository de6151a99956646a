package import ArgumentParser
package struct BridgeworkHub: AsyncParsableCommand { package init() {} }
