use strict;
use warnings;
use Mail::DKIM::Verifier;

# Standard input: paths. Standard output: each with how many of its signatures pass and how many it has.
my %keys;
open(my $records, '<', $ARGV[0]) or die $!;
while (my $line = <$records>) {
    chomp $line;
    my ($name, $value) = split(/ /, $line, 2);
    $keys{$name} = $value;
}

{
    no warnings 'redefine';
    *Mail::DKIM::DNS::query = sub {
        my ($name, $type) = @_;
        $name =~ s/\.$//;
        return exists $keys{$name} ? FixedRecord->new($keys{$name}) : ();
    };
}

while (my $path = <STDIN>) {
    chomp $path;
    open(my $file, '<:raw', $path) or die $!;
    my $message = do { local $/; <$file> };
    close $file;
    my @results = eval {
        my $verifier = Mail::DKIM::Verifier->new();
        $verifier->PRINT($message);
        $verifier->CLOSE();
        map { $_->result() } $verifier->signatures();
    };
    my $passed = grep { $_ eq 'pass' } @results;
    print "$path $passed ", scalar(@results), "\n";
}

package FixedRecord;

sub new { my ($class, $text) = @_; return bless { text => $text }, $class; }
sub type { return 'TXT'; }
sub char_str_list { return $_[0]{text}; }
sub txtdata { return $_[0]{text}; }
