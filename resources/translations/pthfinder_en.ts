<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>pthf::PlanPanel</name>
    <message numerus="yes">
        <source>%n changes, applied top to bottom</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes, applied top to bottom</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::SaveChange</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
</context>
</TS>
